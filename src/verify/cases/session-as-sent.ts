import type { Trial } from '../trial.ts';
import { sessionWhere } from './scenario.ts';

const FIELDS = ['session_name', 'model', 'signing_id', 'platform', 'parent_id'] as const;

/** What of a report comes back with its session. */
export type SentReport = {
  readonly session_id: string;
  readonly started_at?: string;
} & { readonly [field in (typeof FIELDS)[number]]?: string | null };

/** Waits for the session of a first report, and demands that it is as it was sent. */
export async function expectSessionAsSent(trial: Trial, sent: SentReport): Promise<void> {
  const { session_id: id, started_at } = sent;
  const session = await sessionWhere(trial, id, 'the session that was reported', () => true);
  for (const field of FIELDS) {
    const value = sent[field];
    if (typeof value !== 'string') continue;
    trial.expect(
      session[field] === value,
      `${field} ${value}, as it was sent`,
      `it is ${session[field]}`,
    );
  }
  if (started_at === undefined) return;
  trial.expect(
    Date.parse(session.started_at) === Date.parse(started_at),
    `started_at ${started_at}, as it was sent`,
    `it is ${session.started_at}`,
  );
}
