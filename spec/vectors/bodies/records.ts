import { EVENT_RECORD } from '../../examples.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';

const record = (more: object) => ({ ...EVENT_RECORD, ...more });

/** As the server reads back what it was sent next year. */
const NEXT_YEAR = record({
  action_type: 'AGENT_HANDOFF',
  decision: 'quarantine',
  platform: 'platform-of-next-year',
  trace: { flags: [1, null, 'sampled'] },
});

const STATS = {
  since: '2026-04-24T03:54:02Z',
  until: '2026-04-25T03:54:02Z',
  total_events: 47,
  total_sessions: 1,
  decisions: { allow: 46, block: 1 },
  risk_distribution: { none: 30, low: 15, medium: 2, high: 0, critical: 0 },
  max_risk: 35,
  avg_risk: 8,
};

export const recordVectors: readonly SchemaVectors[] = [
  {
    schema: 'EventRecord',
    valid: [
      valid("the page's own example", EVENT_RECORD),
      valid('what was not sent', record({ tool_name: null, arguments: [], decision: null })),
      valid('from next year', NEXT_YEAR),
    ],
    refused: [
      ...noObject(),
      ...lacking(EVENT_RECORD, {
        id: 'invalid_type',
        session_id: 'invalid_type',
        agent_id: 'invalid_type',
        action_type: 'invalid_type',
        tool_name: 'invalid_type',
        arguments: 'invalid_type',
        risk_score: 'invalid_type',
        decision: 'invalid_type',
        timestamp: 'invalid_type',
      }),
      refused('arguments as JSON text', record({ arguments: '["-X"]' }), [
        '/arguments',
        'invalid_type',
      ]),
      refused('an argument that is no text', record({ arguments: ['-X', 1] }), [
        '/arguments/1',
        'invalid_type',
      ]),
      refused('no risk score', record({ risk_score: null }), ['/risk_score', 'invalid_type']),
    ],
  },
  {
    schema: 'EventList',
    valid: [
      valid('empty', { events: [], next_cursor: null }),
      valid('a page', { events: [EVENT_RECORD, NEXT_YEAR], next_cursor: 'opaque' }),
      valid('from next year', { events: [NEXT_YEAR], next_cursor: null, total: 1 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(
        { events: [], next_cursor: null },
        {
          events: 'invalid_type',
          next_cursor: 'invalid_type',
        },
      ),
      refused(
        'an event without a time',
        { events: [record({ timestamp: '' })], next_cursor: null },
        ['/events/0/timestamp', 'invalid_format'],
      ),
    ],
  },
  {
    schema: 'EventStats',
    valid: [
      valid('of a day', STATS),
      valid('of no events', {
        ...STATS,
        total_events: 0,
        total_sessions: 0,
        decisions: {},
        risk_distribution: { none: 0, low: 0, medium: 0, high: 0, critical: 0 },
        max_risk: 0,
        avg_risk: 0,
      }),
      valid('from next year', { ...STATS, decisions: { quarantine: 47 }, platforms: 3 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(STATS, {
        since: 'invalid_type',
        until: 'invalid_type',
        total_events: 'invalid_type',
        total_sessions: 'invalid_type',
        decisions: 'custom',
        risk_distribution: 'invalid_type',
        max_risk: 'invalid_type',
        avg_risk: 'invalid_type',
      }),
      refused('a decision counted in halves', { ...STATS, decisions: { allow: 0.5 } }, [
        '/decisions/allow',
        'custom',
      ]),
      refused(
        'a risk band too few',
        { ...STATS, risk_distribution: { none: 1, low: 0, medium: 0, high: 0 } },
        ['/risk_distribution/critical', 'invalid_type'],
      ),
    ],
  },
];
