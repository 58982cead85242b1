import type { OutgoingBatchEntry } from '../fanout/port.ts';
import type { Envelope } from '../fanout/envelope.ts';
import type { IngestHandler } from '../operation.ts';
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
  const fresh = events.flatMap((event) =>
    known.has(event.event_id) ? [] : [stamp(event, org_id)],
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

/** In place: the event was made by parsing this very request, and nobody else has it. */
function stamp(event: object, org_id: string): StampedEvent {
  return Object.assign(event, { org_id }) as StampedEvent;
}
