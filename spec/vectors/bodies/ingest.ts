import { EVENT } from '../../examples.ts';
import { LIMITS } from '../../limits.ts';
import { noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';
import { NEXT_YEAR_EVENT } from '../next-year.ts';
import { PLAIN_EVENT } from './events.ts';

/** So that a thousand of them take less room. */
const SHORT = { source: 'x', platform: 'x', action_type: 'x', agent_id: 'x' };

/** So many events, each with an id of its own. */
function batch(length: number): { events: object[] } {
  const events = Array.from({ length }, (_, index) => ({
    ...PLAIN_EVENT,
    ...SHORT,
    event_id: `4b3f5f0a-9c0e-4d4e-8f57-${(index + 1).toString(16).padStart(12, '0')}`,
  }));
  return { events };
}

const event = (more: object) => ({ ...EVENT, ...more });

export const ingestVectors: readonly SchemaVectors[] = [
  {
    schema: 'IngestRequest',
    valid: [
      valid("the wire format's own example", { events: [EVENT] }),
      valid('one event twice', { events: [EVENT, EVENT] }),
      valid('two sessions', { events: [EVENT, PLAIN_EVENT] }),
      valid('from next year', { events: [NEXT_YEAR_EVENT], sent_by: 'daemon 9' }),
      valid(`${LIMITS.eventsPerBatch} events`, batch(LIMITS.eventsPerBatch)),
    ],
    refused: [
      ...noObject(),
      refused('without events', {}, ['/events', 'invalid_type']),
      refused('events that are no array', { events: EVENT }, ['/events', 'invalid_type']),
      refused('no events', { events: [] }, ['/events', 'too_small']),
      refused(`${LIMITS.eventsPerBatch + 1} events`, batch(LIMITS.eventsPerBatch + 1), [
        '/events',
        'too_big',
      ]),
      refused('null for an event', { events: [EVENT, null] }, ['/events/1', 'invalid_type']),
      refused(
        'two bad events among good ones: every problem of both is listed',
        {
          events: [
            EVENT,
            event({ event_id: 'uuid-v4', risk_score: 101 }),
            PLAIN_EVENT,
            event({ timestamp: '2026-02-30T00:00:00Z', labels: { 'a/b': 1 } }),
          ],
        },
        ['/events/1/event_id', 'invalid_format'],
        ['/events/1/risk_score', 'too_big'],
        ['/events/3/timestamp', 'invalid_format'],
        ['/events/3/labels/a~1b', 'custom'],
      ),
    ],
  },
  {
    schema: 'IngestResponse',
    valid: [
      valid('all new', { ingested: 500, duplicates: 0 }),
      valid('all seen before', { ingested: 0, duplicates: 500 }),
      valid('from next year', { ingested: 1, duplicates: 0, sampled: 0 }),
    ],
    refused: [
      ...noObject(),
      refused('without ingested', { duplicates: 0 }, ['/ingested', 'invalid_type']),
      refused('without duplicates', { ingested: 1 }, ['/duplicates', 'invalid_type']),
      refused('fewer than none', { ingested: -1, duplicates: 0 }, ['/ingested', 'too_small']),
      refused('half of one', { ingested: 0.5, duplicates: 0 }, ['/ingested', 'invalid_type']),
      refused('a count as text', { ingested: '1', duplicates: 0 }, ['/ingested', 'invalid_type']),
    ],
  },
];
