import type { StampedEvent } from '../store/store.ts';
import type { AlertRule } from './alert-rule.ts';

const LABEL = 'labels.';

/** A field and what it may be. */
class FieldTest {
  readonly #name: string;
  readonly #label: string | undefined;
  readonly #values: ReadonlySet<string>;

  constructor(field: string, wanted: string | readonly string[]) {
    this.#name = field;
    this.#label = field.startsWith(LABEL) ? field.slice(LABEL.length) : undefined;
    this.#values = new Set(typeof wanted === 'string' ? [wanted] : wanted);
  }

  holds(event: StampedEvent): boolean {
    const value = this.#label === undefined ? event[this.#name] : event.labels?.[this.#label];
    // What an object inherits is no text, so that names such as `constructor` need no care.
    if (typeof value === 'string') return this.#values.has(value);
    if (typeof value === 'number' || typeof value === 'boolean') {
      return this.#values.has(String(value));
    }
    return false;
  }
}

/** A rule's `match`, taken apart once: each event of each request is put to it, and nearly none passes. */
export class RuleTest {
  readonly #fields: readonly FieldTest[];

  constructor({ match = {} }: AlertRule) {
    this.#fields = Object.entries(match).map(([field, wanted]) => new FieldTest(field, wanted));
  }

  /** Whether the fields of the event are as the rule wants them. */
  holds(event: StampedEvent): boolean {
    for (const field of this.#fields) if (!field.holds(event)) return false;
    return true;
  }
}
