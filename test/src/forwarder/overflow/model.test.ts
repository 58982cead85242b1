// Whatever two of one path do, it is what an array would do.
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { OverflowFile } from '../../../../src/forwarder/overflow/overflow-file.ts';
import { filesAt, folder, idsOf, line, MANY, overflow } from './support.ts';

const CORRUPT = '{"event_id":';

const who = fc.nat(1);
const lengths = fc.array(fc.nat(80), { maxLength: 6 });
const times = fc.integer({ min: 1, max: 4 });
const most = { events: fc.integer({ min: 1, max: 8 }), bytes: fc.integer({ min: 1, max: 900 }) };

/** What is done, and by whom. */
const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('append'), who, lengths }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('appendSync'), who, lengths }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('read'), who, ...most }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('remove'), who, nth: fc.nat(99) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('release', 'restart', 'crash'), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look'), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('corrupt'), who, times }) },
) as fc.Arbitrary<Step>;

type Step = { readonly who: number } & (
  | { readonly do: 'append' | 'appendSync'; readonly lengths: readonly number[] }
  | { readonly do: 'read'; readonly events: number; readonly bytes: number }
  | { readonly do: 'remove'; readonly nth: number }
  | { readonly do: 'corrupt'; readonly times: number }
  | { readonly do: 'release' | 'restart' | 'crash' | 'look' }
);

/** An offset that was handed out, and the number of lines that are before it. */
interface Mark {
  readonly offset: number;
  readonly lines: number;
}

/** The file as an array, next to the real one. */
class Run {
  readonly path = join(folder(), 'overflow.jsonl');
  readonly #compactBytes: number;
  readonly #files: OverflowFile[];
  /** Every line that there ever was. */
  readonly #lines: string[] = [];
  /** How many of them were taken off. */
  #removed = 0;
  /** How many of those were no events. */
  #corrupt = 0;
  #counted = 0;
  #reader: number | undefined;
  #marks: Mark[] = [];

  constructor(compactBytes: number) {
    this.#compactBytes = compactBytes;
    this.#files = [this.#open(), this.#open()];
  }

  #open(): OverflowFile {
    const file = overflow({ path: this.path }, { compactBytes: this.#compactBytes });
    onTestFinished(() => file.release());
    return file;
  }

  async take(step: Step): Promise<void> {
    const file = this.#files[step.who]!;
    switch (step.do) {
      case 'append':
      case 'appendSync': {
        const from = this.#lines.length;
        const texts = step.lengths.map((length, nth) =>
          line(from + nth, { text: 'ü'.repeat(length) }),
        );
        expect((await file[step.do](texts)) ?? 0).toBe(0);
        this.#lines.push(...texts);
        break;
      }
      case 'read':
        await this.#read(file, step);
        break;
      case 'remove': {
        if (this.#reader !== step.who) break;
        const mark = this.#marks[step.nth % this.#marks.length]!;
        await file.remove(mark.offset);
        this.#takeOff(mark.lines);
        this.#marks = this.#marks.filter((each) => each.lines >= this.#removed);
        break;
      }
      case 'corrupt':
        if (this.#removed === this.#lines.length) break;
        appendFileSync(this.path, `${CORRUPT}\n`.repeat(step.times));
        this.#lines.push(...Array<string>(step.times).fill(CORRUPT));
        break;
      case 'look':
        await file.look();
        expect(file.bytes).toBe(bytesOf(this.#lines.slice(this.#removed)));
        break;
      default:
        await this.#end(step);
    }
  }

  async #read(file: OverflowFile, step: Step & { do: 'read' }): Promise<void> {
    const piece = await file.read(step);
    if (this.#reader === (step.who ^ 1) && this.#removed < this.#lines.length) {
      expect(piece).toBeUndefined();
      return;
    }
    const { lines, end } = this.#expected(step);
    expect(piece!.lines.map(({ text }) => text)).toEqual(lines.map((nth) => this.#lines[nth]));
    if (this.#reader === (step.who ^ 1)) return;
    // What was handed out before stays good, as long as it is the same who reads.
    if (this.#reader === undefined) this.#marks = [];
    this.#reader = lines.length > 0 ? step.who : undefined;
    this.#marks.push(...piece!.lines.map(({ offset }, nth) => ({ offset, lines: lines[nth]! })));
    this.#marks.push({ offset: piece!.end, lines: end });
    // Where there are only such, they are taken off at once.
    if (lines.length === 0) this.#takeOff(end);
  }

  /** Which lines a piece must have, and how many there are before its end. */
  #expected({ events, bytes }: { events: number; bytes: number }) {
    const lines: number[] = [];
    let nth = this.#removed;
    for (; nth < this.#lines.length && lines.length < events; nth++) {
      const span = bytesOf(this.#lines.slice(lines[0] ?? nth, nth + 1));
      if (lines.length > 0 && span > bytes) break;
      if (this.#lines[nth] !== CORRUPT) lines.push(nth);
    }
    return { lines, end: nth };
  }

  #takeOff(lines: number): void {
    for (; this.#removed < lines; this.#removed++) {
      if (this.#lines[this.#removed] === CORRUPT) this.#corrupt++;
    }
  }

  async #end(step: Step): Promise<void> {
    const file = this.#files[step.who]!;
    if (step.do !== 'crash') await file.release();
    else if (this.#reader === step.who) {
      const owner = JSON.parse(readFileSync(`${this.path}.reader`, 'utf8')) as object;
      writeFileSync(`${this.path}.reader`, JSON.stringify({ ...owner, started: 1 }));
    }
    if (this.#reader === step.who) this.#reader = undefined;
    if (step.do === 'release') return;
    this.#counted += file.corrupt;
    this.#files[step.who] = this.#open();
  }

  async finish(): Promise<void> {
    for (const file of this.#files) {
      await file.release();
      this.#counted += file.corrupt;
    }
    const left = this.#lines.slice(this.#removed);
    if (left.length > 0) expect(statSync(this.path).size).toBeGreaterThanOrEqual(bytesOf(left));
    const file = this.#open();
    const ids = idsOf(await file.read(MANY));
    expect(ids).toEqual(
      left.filter((text) => text !== CORRUPT).map((text) => JSON.parse(text).event_id),
    );
    if (ids.length > 0) await file.remove((await file.read(MANY))!.end);
    await file.release();
    this.#takeOff(this.#lines.length);
    expect(this.#counted + file.corrupt).toBe(this.#corrupt);
    expect(await filesAt(this.path)).toEqual(this.#corrupt ? ['*.corrupt'] : []);
    const setAside = this.#corrupt ? readFileSync(`${this.path}.corrupt`, 'utf8') : '';
    expect(setAside).toBe(`${CORRUPT}\n`.repeat(this.#corrupt));
  }
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
}

test('property: lines are given and removed in order, whoever appends, reads, crashes and comes back', async () => {
  const compactBytes = fc.constantFrom(1, 300, 1_000_000);
  const steps = fc.array(anyStep, { minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(compactBytes, steps, async (bytes, taken) => {
      const run = new Run(bytes);
      for (const each of taken) await run.take(each);
      await run.finish();
    }),
    { numRuns: 100 },
  );
}, 60_000);
