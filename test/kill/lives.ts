import { strict as assert } from 'node:assert';
import { none } from './history.ts';
import type { Life } from './life.ts';
import { numbered } from './numbered.ts';
import type { OverflowState } from './overflow-state.ts';
import type { Reference } from './reference.ts';
import type { ForwarderPlan } from './told.ts';

/** More events than a life has. */
const LIFE = 10_000_000;

/** The lives that have to do with one overflow file, one after the other or side by side. */
export class Lives {
  readonly #plans: ForwarderPlan[] = [];
  /** By those that have ended; and so with the others. */
  readonly given = new Set<number>();
  readonly delivered = new Set<number>();
  readonly spilled = new Set<number>();
  readonly dropped = new Set<number>();
  /** Killed with the memory that they were in. */
  readonly lost = new Set<number>();

  /** A plan for another life: nobody else's events have its numbers. */
  plan(plan: Omit<ForwarderPlan, 'first'>): ForwarderPlan {
    const whole = { ...plan, first: this.#plans.length * LIFE };
    this.#plans.push(whole);
    return whole;
  }

  /** Takes account of a life that has ended. */
  end(life: Life, { options, burst }: ForwarderPlan): void {
    none('contradictions', life.contradictions);
    none('rejected events', life.rejected);
    assert.equal(life.unnamed, 0, 'the file was full');
    const { capacity = 5_000, batchSize = 500 } = options;
    const { onlyInMemory } = life;
    if (life.closing) none('events in memory after the end', life.memory.keys());
    // The last burst was told, and perhaps not given any more.
    assert.ok(
      onlyInMemory.length <= capacity + batchSize + burst,
      `${onlyInMemory.length} events were in memory`,
    );
    for (const number of life.given) this.given.add(number);
    for (const number of life.delivered) this.delivered.add(number);
    for (const number of life.everSpilled) this.spilled.add(number);
    for (const number of life.dropped) this.dropped.add(number);
    for (const number of onlyInMemory) this.lost.add(number);
  }

  /** Every line must be an event, or have been cut off when a process was killed: at most one for each time. */
  checkReadable({ corrupt, torn }: Pick<OverflowState, 'corrupt' | 'torn'>, kills: number): void {
    const odd = torn === undefined ? corrupt : [...corrupt, torn];
    none(
      'lines that were not cut off',
      odd.filter((line) => !this.#isCutOff(line)),
    );
    assert.ok(odd.length <= kills, `${odd.length} lines were cut off in ${kills} kills`);
  }

  /** What must hold when nothing waits any more, whatever happened before. */
  async checkStore(reference: Reference): Promise<void> {
    const stored = await reference.stored();
    const { given, delivered, spilled, dropped, lost } = this;
    none(
      'events stored more than once',
      [...stored].filter(([, times]) => times !== 1),
    );
    none('acknowledged events missing', missing(delivered, stored));
    none('spilled events missing', missing(spilled, stored));
    none('stored events that nobody gave', missing(stored.keys(), given));
    none(
      'events stored though they were dropped',
      [...dropped].filter((each) => stored.has(each)),
    );
    none(
      'events missing that were not only in memory',
      missing(given, stored).filter((number) => !lost.has(number) && !dropped.has(number)),
    );
    for (const [session, numbers] of await reference.bySession()) {
      none(
        `events out of order in ${session}`,
        numbers.filter((number, at) => number < (numbers[at - 1] ?? 0)),
      );
    }
  }

  /** @param line byte for byte */
  #isCutOff(line: string): boolean {
    const { 1: digits } = /^.{32}[0-9a-f-]{24}([0-9a-f]{12})/.exec(line) ?? [];
    if (digits === undefined) return isBeginning(line);
    const number = Number.parseInt(digits, 16);
    const plan = this.#plans[Math.floor(number / LIFE)];
    if (!plan) return false;
    const whole = JSON.stringify(numbered(number, plan.session, plan.bytes));
    return Buffer.from(whole).toString('latin1').startsWith(line);
  }
}

function missing(numbers: Iterable<number>, there: { has(number: number): boolean }): number[] {
  return [...numbers].filter((number) => !there.has(number));
}

/** Whether a line was cut off before the number of its event had come to its end. */
function isBeginning(line: string): boolean {
  const text = JSON.stringify(numbered(0, ''));
  const begins = text.slice(0, text.indexOf('000000000000"'));
  return begins.startsWith(line) || (line.startsWith(begins) && /-[0-9a-f]{0,11}$/.test(line));
}
