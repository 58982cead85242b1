import type { RiskSummary } from '../../spec/schemas/session.ts';
import { getOrAdd } from '../get-or-add.ts';
import { hashOf } from '../hash.ts';
import { utc } from '../instant.ts';
import { IdIndex, type Identified } from './id-index.ts';
import type { Action, StampedEvent } from './store.ts';
import { TimeIndex, type Entry } from './time-index.ts';

/** The events of one org: by id, by time, and by session. */
export class OrgActions {
  readonly byTime = new TimeIndex<ActionEntry>();
  readonly bySession = new Map<string, SessionActions>();
  readonly #byId = new IdIndex<ActionEntry>();
  /** How many rows there have been: it ranks those of equal times. Its own, as a cursor shows it. */
  #seq = 0;

  get(eventId: string): ActionEntry | undefined {
    return this.#byId.get(rowId(eventId));
  }

  /** @returns its entry; `undefined` when there is an event of this id, which stays as it is */
  add(action: Action): ActionEntry | undefined {
    const { event_id, session_id } = action.event;
    const id = rowId(event_id);
    const hash = hashOf(id);
    if (this.#byId.find(id, hash)) return undefined;
    const session = getOrAdd(this.bySession, session_id, () => new SessionActions(session_id));
    const entry = new ActionEntry(action, { id, hash }, this, session, ++this.#seq);
    this.#byId.add(entry);
    this.byTime.add(entry);
    session.add(entry);
    return entry;
  }

  remove(entry: ActionEntry): void {
    const { session } = entry;
    entry.gone = true;
    this.#byId.delete(entry);
    this.byTime.forget();
    session.byTime.forget();
    if (session.byTime.size === 0) this.bySession.delete(session.id);
  }
}

/** The events of one session, and what the risk summary needs, kept as they come. */
class SessionActions {
  readonly id: string;
  readonly byTime = new TimeIndex<ActionEntry>();
  #total = 0;
  #max = 0;
  #sum = 0;

  constructor(id: string) {
    this.id = id;
  }

  add(entry: ActionEntry): void {
    this.byTime.add(entry);
    this.#total++;
    this.#sum += entry.risk_score;
    if (entry.risk_score > this.#max) this.#max = entry.risk_score;
  }

  summary(): RiskSummary {
    return {
      total_events: this.#total,
      max_risk: this.#max,
      // Math.round rounds half up for what is not negative (contract.md §3, rule 7).
      avg_risk: Math.round(this.#sum / this.#total),
    };
  }
}

/**
 * One object serves as row and as index entry: there may be very many of them. It knows where it
 * stands, so that leaving the table asks nothing of the event, which is long out of the cache by then.
 */
export class ActionEntry implements Action, Entry, Identified {
  readonly event: StampedEvent;
  readonly risk_score: number;
  readonly key: string;
  readonly seq: number;
  readonly id: string;
  readonly hash: number;
  readonly org: OrgActions;
  readonly session: SessionActions;
  gone = false;
  place = 0;

  constructor(
    action: Action,
    { id, hash }: Pick<Identified, 'id' | 'hash'>,
    org: OrgActions,
    session: SessionActions,
    seq: number,
  ) {
    this.event = action.event;
    this.risk_score = action.risk_score;
    this.key = utc(action.event.timestamp);
    this.seq = seq;
    this.id = id;
    this.hash = hash;
    this.org = org;
    this.session = session;
  }
}

/** UUIDs are compared without regard to case (RFC 9562 §4). */
function rowId(eventId: string): string {
  return eventId.toLowerCase();
}
