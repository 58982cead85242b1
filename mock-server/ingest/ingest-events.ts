import type { OutgoingBatchEntry } from '../fanout/port.ts';
import type { Envelope } from '../fanout/envelope.ts';
import type { Handler } from '../operation.ts';
import type { StampedEvent } from '../store/store.ts';
import { eventDeduplicationIds } from './deduplication-id.ts';
import { publish } from './publish.ts';
import { refuseDeepNesting } from './refuse-deep-nesting.ts';

const EVENT = { kind: 'event' } as const;

/** `POST /v1/ingest`: stamp the org, leave out what is stored already, publish the rest. */
export const ingestEvents: Handler<'ingestEvents'> = async ({ body, token }, { store, topic }) => {
  const { events } = body;
  refuseDeepNesting(events);
  const { org_id } = token;
  const ids = events.map((event) => event.event_id);
  // The topic knows the duplicates of the last five minutes, the table those before.
  const known = await store.actions.known(org_id, ids);
  const deduplicationId = eventDeduplicationIds(org_id);
  const messages: OutgoingBatchEntry<Envelope>[] = [];
  for (const event of events) {
    if (known.has(event.event_id)) continue;
    messages.push({
      id: String(messages.length),
      messageGroupId: event.session_id,
      messageDeduplicationId: deduplicationId(event.event_id),
      messageAttributes: EVENT,
      body: { kind: 'event', event: stamp(event, org_id) },
    });
  }
  const published = await publish(messages, topic);
  const ingested = messages.length - published.duplicates;
  return { ingested, duplicates: events.length - ingested };
};

/** In place: the event was made by parsing this very request, and nobody else has it. */
function stamp(event: object, org_id: string): StampedEvent {
  return Object.assign(event, { org_id }) as StampedEvent;
}
