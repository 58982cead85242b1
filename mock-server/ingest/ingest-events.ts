import type { OutgoingBatchEntry } from '../fanout/port.ts';
import type { Envelope } from '../fanout/envelope.ts';
import type { IngestHandler } from '../operation.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';
import type { StampedEvent } from '../store/store.ts';
import { eventDeduplicationIds } from './deduplication-id.ts';
import { publish } from './publish.ts';
import { refuseDeepNesting } from './refuse-deep-nesting.ts';

const EVENT = { kind: 'event' } as const;

/** `POST /v1/ingest`: stamp the org, leave out what is stored already, publish the rest. */
export const ingestEvents: IngestHandler<'ingestEvents'> = async (
  { body, caller: { org_id }, facts },
  { clock, store, topic, traces },
) => {
  const { events } = body;
  refuseDeepNesting(events);
  const validated_at = clock.now();
  // The topic knows the duplicates of the last five minutes, the table those before.
  const known = await store.actions.known(
    org_id,
    events.map((event) => event.event_id),
  );
  const fresh = stamp(
    known.size === 0 ? events : events.filter(({ event_id }) => !known.has(event_id)),
    org_id,
  );
  const batch = {
    org_id,
    request_id: facts.request_id,
    received_at: facts.at,
    validated_at,
    stamped_at: clock.now(),
    published_at: NaN,
  };
  if (known.size > 0) {
    const again = events.filter(({ event_id }) => known.has(event_id));
    traces.sentAgain(batch, again);
  }
  const first = traces.begin(batch, fresh);
  const deduplicationId = eventDeduplicationIds(org_id);
  const messages = fresh.map((event, index): OutgoingBatchEntry<Envelope> => ({
    id: String(index),
    messageGroupId: event.session_id,
    messageDeduplicationId: deduplicationId(event.event_id),
    messageAttributes: EVENT,
    body: { kind: 'event', event, trace: first + index },
  }));
  const duplicates = await publish(messages, topic);
  for (const index of duplicates) traces.duplicate(first + index);
  batch.published_at = clock.now();
  const ingested = messages.length - duplicates.length;
  const counts = { ingested, duplicates: events.length - ingested };
  facts.counts = counts;
  return counts;
};

/**
 * In place: the events were made by parsing this very request, and nobody else has them. What an event
 * repeats of the one before it is kept once for both: there may be very many of them.
 */
function stamp(events: readonly QuintEvent[], org_id: string): StampedEvent[] {
  let before: QuintEvent | undefined;
  return events.map((event) => {
    event['org_id'] = org_id;
    if (before !== undefined) {
      if (event.session_id === before.session_id) event.session_id = before.session_id;
      if (event.agent_id === before.agent_id) event.agent_id = before.agent_id;
      if (event.platform === before.platform) event.platform = before.platform;
    }
    before = event;
    return event as StampedEvent;
  });
}
