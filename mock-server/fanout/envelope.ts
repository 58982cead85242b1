import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import type { StampedEvent } from '../store/store.ts';
import type { ReceivedMessage } from './port.ts';

/** What travels from ingest to the processors: an event, or a report on a session's lifecycle. */
export type Envelope =
  | {
      readonly kind: 'event';
      readonly event: StampedEvent;
      /** Its number in the traces. */
      readonly trace: number;
    }
  | {
      readonly kind: 'lifecycle';
      readonly org_id: string;
      readonly report: SessionReport;
      /** UTC. */
      readonly received_at: string;
    };

export type Message = ReceivedMessage<Envelope>;

/** The org that a message belongs to. */
export function orgOf(body: Envelope): string {
  return body.kind === 'event' ? body.event.org_id : body.org_id;
}
