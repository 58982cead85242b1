import { utcOf } from '../instant.ts';
import type { MatchCount, NotedMatch, RuleMatch } from './store.ts';

/** So many matches more than the rule counts are kept, for those that come late to find their place. */
const SLACK = 16;

interface Kept {
  /** In lower case: UUIDs are compared without regard to case (RFC 9562 §4). */
  readonly event_id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly fired: boolean;
}

/**
 * The latest matches of one rule in one session, by the events' times. What has fallen off is no
 * later than what is kept, so that it is known for old when it is delivered again.
 */
export class MatchWindow {
  readonly org_id: string;
  readonly #rule_id: string;
  readonly #session_id: string;
  /** Sorted by time. */
  readonly #kept: Kept[] = [];

  constructor({ org_id, rule_id, session_id }: RuleMatch) {
    this.org_id = org_id;
    this.#rule_id = rule_id;
    this.#session_id = session_id;
  }

  /** See `AlertTable.noteMatch`. A match older than all that is kept, when that is full, counts for nothing. */
  note(match: RuleMatch, { at_least, within_seconds }: MatchCount): boolean {
    const event_id = match.event_id.toLowerCase();
    const at = Date.parse(match.at);
    const span = within_seconds * 1000;
    let count = 1;
    let silent = false;
    for (const each of this.#kept) {
      if (each.event_id === event_id) return each.fired;
      if (each.fired && Math.abs(at - each.at) <= span) silent = true;
      if (each.at <= at && each.at >= at - span) count++;
    }
    const limit = at_least + SLACK;
    if (this.#kept.length >= limit && at <= this.#oldest.at) return false;
    const fired = !silent && count >= at_least;
    this.#add({ event_id, at, fired });
    while (this.#kept.length > limit) this.#dropOldest();
    return fired;
  }

  /** Takes back what {@link rows} gave. */
  load({ event_id, at, fired }: NotedMatch): void {
    this.#add({ event_id: event_id.toLowerCase(), at: Date.parse(at), fired });
  }

  /** Oldest first. */
  rows(): NotedMatch[] {
    const place = {
      org_id: this.org_id,
      rule_id: this.#rule_id,
      session_id: this.#session_id,
    };
    return this.#kept.map(({ event_id, at, fired }) => ({
      ...place,
      event_id,
      at: utcOf(at),
      fired,
    }));
  }

  /** Nothing that fell off is later than this: the first, or the one behind a first that stays because it fired. */
  get #oldest(): Kept {
    return this.#kept[this.#kept[0]!.fired ? 1 : 0]!;
  }

  /** The last one that fired stays, however old: it silences what follows. */
  #dropOldest(): void {
    const [first, second] = this.#kept;
    this.#kept.splice(first!.fired && !second!.fired ? 1 : 0, 1);
  }

  #add(kept: Kept): void {
    let place = this.#kept.length;
    while (place > 0 && this.#kept[place - 1]!.at > kept.at) place--;
    this.#kept.splice(place, 0, kept);
  }
}
