import type { Message } from '../fanout/envelope.ts';
import type { Action, Store } from '../store/store.ts';
import { score } from './scorer.ts';

/** Writes the events of a batch to `actions`; an event without a score gets one (contract.md §7). */
export async function processEvents(
  messages: readonly Message[],
  { actions }: Pick<Store, 'actions'>,
): Promise<void> {
  const rows: Action[] = [];
  for (const { body } of messages) {
    if (body.kind !== 'event') continue;
    rows.push({ event: body.event, risk_score: body.event.risk_score ?? score(body.event) });
  }
  if (rows.length > 0) await actions.insert(rows);
}
