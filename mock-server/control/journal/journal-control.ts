import { validateParams } from '../../http/validate.ts';
import { JournalFilter } from './journal-filter.ts';
import type { Journal, JournalRecord } from './journal.ts';

/** The latest requests to the product's operations, and what became of them. */
export interface JournalControl {
  /** How many fell off. */
  readonly dropped: number;
  /**
   * Newest first.
   * @param filter all that is given must hold; `limit` is 100 by default
   * @throws ApiError `validation_failed`
   */
  list(filter?: JournalFilter): JournalRecord[];
  /** Forgets the requests of one org, or all. */
  clear(orgId?: string): void;
}

export function journalControl(journal: Journal): JournalControl {
  return {
    get dropped() {
      return journal.dropped;
    },
    list(filter = {}) {
      validateParams(JournalFilter, filter);
      return journal.list(filter);
    },
    clear: (orgId) => journal.clear(orgId),
  };
}
