import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MatchWindow } from '../../../mock-server/store/match-window.ts';
import type { MatchCount, RuleMatch } from '../../../mock-server/store/store.ts';
import { second, uuid } from '../support/samples.ts';

const COUNT: MatchCount = { at_least: 3, within_seconds: 10 };

const match = (n: number, at: number): RuleMatch => ({
  org_id: 'o',
  rule_id: 'r',
  session_id: 's',
  event_id: uuid(n),
  at: second(at),
});

const windowFor = () => new MatchWindow(match(0, 0));

/** The numbers of those of the matches, at these seconds, that make the rule fire. */
function firing(seconds: readonly number[], count = COUNT): number[] {
  const window = windowFor();
  return seconds.flatMap((at, n) => (window.note(match(n, at), count) ? [n] : []));
}

describe('the rule fires when there are enough within the time', () => {
  test.each<[string, number[], number[]]>([
    ['not for too few', [0, 1], []],
    ['for the one that makes it enough', [0, 1, 2], [2]],
    ['both ends of the time counted in', [0, 5, 10], [2]],
    ['not beyond it', [0, 5, 11], []],
    ['for those of one instant', [0, 0, 0], [2]],
    ['not again while the time lasts', [0, 1, 2, 3, 4, 12], [2]],
    ['again after it', [0, 1, 2, 3, 11, 12, 13], [2, 6]],
    ['for one that comes late and is the last in time of enough', [0, 10, 20, 1, 2], [4]],
    ['but not before one that fired, within the time', [20, 21, 22, 10, 11, 12], [2]],
    ['and before it when it was long before', [30, 31, 32, 0, 1, 2], [2, 5]],
  ])('%s: %j', (_, seconds, expected) => {
    expect(firing(seconds)).toEqual(expected);
  });

  test('a single match suffices where one is enough', () => {
    expect(firing([0, 1, 11, 12], { at_least: 1, within_seconds: 10 })).toEqual([0, 2]);
  });

  test('fractions of a second count', () => {
    const window = windowFor();
    const at = (n: number, fraction: string) =>
      window.note({ ...match(n, 0), at: `2026-04-25T00:00:${fraction}Z` }, COUNT);
    expect([at(1, '00.001'), at(2, '05'), at(3, '10.002')]).toEqual([false, false, false]);
    expect(at(4, '10.0015')).toBe(true);
  });
});

test('a match that comes again is answered as before, and not counted', () => {
  const window = windowFor();
  const note = (n: number) => window.note(match(n, n), COUNT);
  expect([note(1), note(1), note(1), note(2), note(2)]).toEqual(Array(5).fill(false));
  expect([note(3), note(3), note(1), note(2), note(3)]).toEqual([true, true, false, false, true]);
  const inCapitals = { ...match(3, 3), event_id: uuid(3).toUpperCase() };
  expect(window.note(inCapitals, COUNT)).toBe(true);
  expect(window.rows()).toHaveLength(3);
});

const count = fc.record({
  at_least: fc.integer({ min: 1, max: 5 }),
  within_seconds: fc.integer({ min: 1, max: 12 }),
});

test('in order of time, it fires as if every match were kept', () => {
  // Mostly close together: more than are kept fall into one window.
  const gap = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(0, 0, 0.25, 0.5) },
    { weight: 1, arbitrary: fc.constantFrom(5, 13) },
  );
  const steps = fc.array(gap, { minLength: 20, maxLength: 120 });
  fc.assert(
    fc.property(steps, count, (gaps, wanted) => {
      let at = 0;
      const seconds = gaps.map((after) => (at += after));
      const expected: number[] = [];
      seconds.forEach((now, n) => {
        const recent = seconds.filter((then, k) => k <= n && now - then <= wanted.within_seconds);
        const last = seconds[expected.at(-1) ?? -1] ?? -Infinity;
        if (recent.length >= wanted.at_least && now - last > wanted.within_seconds) {
          expected.push(n);
        }
      });
      expect(firing(seconds, wanted)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('in any order, what comes again changes nothing, even when it has fallen off', () => {
  const history = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 60 }), fc.array(fc.nat(), { maxLength: 3 })),
    { minLength: 40, maxLength: 80 },
  );
  fc.assert(
    fc.property(history, count, (steps, wanted) => {
      const [once, often] = [windowFor(), windowFor()];
      const expected = steps.map(([at], n) => once.note(match(n, at), wanted));
      const firedWrongly: number[] = [];
      const decided = steps.map(([at, agains], n) => {
        const fired = often.note(match(n, at), wanted);
        for (const pick of agains) {
          const again = pick % (n + 1);
          const firedAgain = often.note(match(again, steps[again]![0]), wanted);
          if (firedAgain && !expected[again]) firedWrongly.push(again);
        }
        return fired;
      });
      expect(decided).toEqual(expected);
      expect(firedWrongly).toEqual([]);
      expect(often.rows()).toEqual(once.rows());
    }),
    { numRuns: 300 },
  );
});

test('it keeps few, and goes on as before when it is taken down and set up again', () => {
  const window = windowFor();
  for (let n = 0; n < 1000; n++) window.note(match(n, n / 100), COUNT);
  expect(window.rows().length).toBeLessThan(30);
  const again = windowFor();
  for (const row of window.rows()) again.load(row);
  expect(again.rows()).toEqual(window.rows());
  expect(again.note(match(1000, 10), COUNT)).toBe(false);
  expect(again.note(match(1001, 21), COUNT)).toBe(false);
  expect([again.note(match(1002, 21), COUNT), again.note(match(1003, 21), COUNT)]).toEqual([
    false,
    true,
  ]);
});
