import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';

/** One request of the daemon: a report on a session, or a batch of events. */
export type Delivery =
  | { readonly kind: 'report'; readonly report: SentReport }
  | { readonly kind: 'events'; readonly events: SentEvent[] };

export type SentReport = Exact<SessionReport>;
export type SentEvent = Exact<QuintEvent>;

/** Without the `undefined` that Zod adds to what is optional: a client leaves out what is not there. */
type Exact<Value> = Value extends unknown
  ? { [Key in keyof Value]: Exclude<Value[Key], undefined> }
  : never;
