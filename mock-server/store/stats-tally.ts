import { bandOf } from '../risk-band.ts';
import type { Action, ActionStats } from './store.ts';

/** Adds up {@link ActionStats}, an event at a time. */
export class StatsTally {
  #total = 0;
  #sum = 0;
  #max = 0;
  readonly #sessions = new Set<unknown>();
  readonly #decisions = new Map<string, number>();
  readonly #bands = { none: 0, low: 0, medium: 0, high: 0, critical: 0 };

  /** @param session the same value for all events of a session */
  add({ event: { decision }, risk_score }: Action, session: unknown): void {
    this.#total++;
    this.#sum += risk_score;
    if (risk_score > this.#max) this.#max = risk_score;
    this.#bands[bandOf(risk_score)]++;
    this.#sessions.add(session);
    if (decision === undefined) return;
    this.#decisions.set(decision, (this.#decisions.get(decision) ?? 0) + 1);
  }

  result(): ActionStats {
    // Senders name the decisions: without a prototype, `__proto__` is a key like any other.
    const decisions = Object.create(null) as Record<string, number>;
    for (const [decision, count] of this.#decisions) decisions[decision] = count;
    return {
      total_events: this.#total,
      total_sessions: this.#sessions.size,
      decisions,
      risk_distribution: { ...this.#bands },
      max_risk: this.#max,
      // Math.round rounds half up for what is not negative.
      avg_risk: this.#total === 0 ? 0 : Math.round(this.#sum / this.#total),
    };
  }
}
