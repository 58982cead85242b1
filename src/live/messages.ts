import type { EventSourceMessage } from 'eventsource-parser';
import type { Alert, Session } from '../../generated/types.ts';

/** A session was created, or has changed. */
export interface SessionUpserted {
  readonly type: 'session.upserted';
  /** Where the stream can be resumed after this message. */
  readonly id: string;
  readonly session: Session;
}

/** A rule fired. */
export interface AlertCreated {
  readonly type: 'alert.created';
  /** Where the stream can be resumed after this message. */
  readonly id: string;
  readonly alert: Alert;
}

/** Messages may have been missed: read the lists again. Those that follow are complete. */
export interface Reset {
  readonly type: 'reset';
  /** Where the stream can be resumed after this message. */
  readonly id: string;
}

/** What the stream tells. */
export type LiveMessage = SessionUpserted | AlertCreated | Reset;

/**
 * A server-sent event as a message; `undefined` for a type that a newer server knows.
 * @throws SyntaxError when its data is no JSON
 */
export function messageOf(
  { event, data }: EventSourceMessage,
  id: string,
): LiveMessage | undefined {
  switch (event) {
    case 'session.upserted':
      return { type: event, id, session: JSON.parse(data) as Session };
    case 'alert.created':
      return { type: event, id, alert: JSON.parse(data) as Alert };
    case 'reset':
      return { type: event, id };
    default:
      return undefined;
  }
}
