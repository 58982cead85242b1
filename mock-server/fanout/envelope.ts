import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import type { StampedEvent } from '../store/store.ts';
import type { ReceivedMessage } from './port.ts';

/** What travels from ingest to the processors: an event, or a report on a session's lifecycle. */
export type Envelope =
  | { readonly kind: 'event'; readonly event: StampedEvent }
  | {
      readonly kind: 'lifecycle';
      readonly org_id: string;
      readonly report: SessionReport;
      /** UTC. */
      readonly received_at: string;
    };

export type Message = ReceivedMessage<Envelope>;
