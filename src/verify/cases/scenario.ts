import type { SuccessOf } from '../../../generated/operations.ts';
import { ERROR_CODES } from '../../../spec/errors.ts';
import type { OperationId } from '../../../spec/operations.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { checkSuccess } from '../check-answer.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { LIST_ITEMS, type ListId } from './list-items.ts';

// What all scenarios do: send, and look until the effect is there. A server may lag behind its answers,
// so whatever was sent is waited for; and what must not happen is looked for only after something that
// was sent later to the same session has happened.

type Session = SuccessOf<'getSession'>;
type Events = SuccessOf<'listSessionEvents'>['events'];
type ItemsOf<Id extends ListId> = SuccessOf<Id>[(typeof LIST_ITEMS)[Id] & keyof SuccessOf<Id>];

/** More pages than any list of a verified organisation has; a cursor that leads round ends here. */
const MOST_PAGES = 200;

/** What makes an event raise an alert. */
export const BLOCKED = { decision: 'block', risk_score: 20 } as const;

export async function report(
  trial: Trial,
  body: SessionReport | Record<string, unknown>,
  sending: Sending = {},
): Promise<void> {
  await trial.succeed('ingestSession', { ...sending, body });
}

/** Sends what the case is about itself: where it is refused, this is what has been found. */
export async function tryIngest(
  trial: Trial,
  operation: 'ingestEvents' | 'ingestSession',
  body: unknown,
): Promise<void> {
  checkSuccess(operation, await trial.send(operation, { body }), trial);
}

/** Makes a session: `active` since the beginning of the run's hour. @returns its id */
export async function newSession(trial: Trial, sending: Sending = {}): Promise<string> {
  const session_id = trial.ids.session();
  await report(trial, { session_id, state: 'active', timestamp: trial.ids.time(0) }, sending);
  return session_id;
}

export function ingest(
  trial: Trial,
  events: readonly QuintEvent[],
  sending: Sending = {},
): Promise<SuccessOf<'ingestEvents'>> {
  return trial.succeed('ingestEvents', { ...sending, body: { events } });
}

/** The body of a read; `undefined` while the answer is 404. */
export async function lookFor<Id extends OperationId>(
  trial: Trial,
  operation: Id,
  sending: Sending,
): Promise<SuccessOf<Id> | undefined> {
  const answer = await trial.send(operation, sending);
  if (answer.status === ERROR_CODES.not_found.status) return undefined;
  return checkSuccess(operation, answer, trial) as SuccessOf<Id>;
}

/** The items of all pages of a list; `undefined` while the answer is 404. */
export async function itemsOf<Id extends ListId>(
  trial: Trial,
  operation: Id,
  sending: Sending = {},
): Promise<ItemsOf<Id> | undefined> {
  const items: unknown[] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const query = { ...sending.query, ...(cursor && { cursor }) };
    const page = await lookFor(trial, operation, { ...sending, query });
    if (!page) return undefined;
    items.push(...(Reflect.get(page, LIST_ITEMS[operation]) as unknown[]));
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  return items as ItemsOf<Id>;
}

/**
 * Waits for a session to be so.
 * @param expected completes "expected … within 10 s"
 */
export function sessionWhere(
  trial: Trial,
  id: string,
  expected: string,
  holds: (session: Session) => boolean,
  sending: Sending = {},
): Promise<Session> {
  return trial.eventually(expected, async () => {
    const session = await lookFor(trial, 'getSession', { ...sending, id });
    return session && holds(session) ? session : undefined;
  });
}

/** Waits for an event to be stored. */
export function stored(
  trial: Trial,
  { event_id }: QuintEvent,
  sending: Sending = {},
): Promise<SuccessOf<'getEvent'>> {
  return trial.eventually(`the event ${event_id} to be stored`, () =>
    lookFor(trial, 'getEvent', { ...sending, id: event_id }),
  );
}

/**
 * Sends one more event to a session, and waits until it is the last of at least so many: as each
 * session is a line, nothing that was sent to it before is still to come.
 * @returns the session's events, and the session as it is then
 */
export async function settled(
  trial: Trial,
  session_id: string,
  sent: number,
  sending: Sending = {},
): Promise<{ events: Events; session: Session; last: QuintEvent }> {
  const last = trial.event({ session_id, timestamp: trial.ids.time(3_000), risk_score: 0 });
  await ingest(trial, [last], sending);
  const events = await trial.eventually(`${sent} events of the session, and the last`, async () => {
    const found = await itemsOf(trial, 'listSessionEvents', { ...sending, id: session_id });
    const isThere = found?.some(({ id }) => id === last.event_id);
    return found && isThere && found.length > sent ? found : undefined;
  });
  const session = await sessionWhere(
    trial,
    session_id,
    `${sent + 1} events in the risk summary`,
    ({ risk_summary }) => risk_summary.total_events > sent,
    sending,
  );
  return { events, session, last };
}
