import type { History } from './history.ts';
import { documentedHistories } from './histories/documented.ts';
import { eventHistories } from './histories/events.ts';
import { formHistories } from './histories/forms.ts';
import { orderHistories } from './histories/order.ts';
import { parentHistories } from './histories/parents.ts';
import { riskHistories } from './histories/risk.ts';
import { timeHistories } from './histories/times.ts';

export type { History } from './history.ts';

/**
 * Histories of sessions with what they come to: one at least for each rule of contract.md §3. No two of
 * them share a session or an event, so that all can be sent to one organisation.
 */
export const histories: readonly History[] = [
  ...documentedHistories,
  ...formHistories,
  ...orderHistories,
  ...timeHistories,
  ...eventHistories,
  ...parentHistories,
  ...riskHistories,
];
