import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageRequest, Position } from '../../../mock-server/store/store.ts';
import { TimeIndex } from '../../../mock-server/store/time-index.ts';

interface Row {
  readonly key: string;
  readonly seq: number;
  gone: boolean;
}

const byTime = (a: Row, b: Row) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.seq - b.seq);
const positionOf = ({ key, seq }: Row): Position => [key, seq];

/** What a list sorted anew for each question would answer. */
function model(rows: readonly Row[], { limit, after }: PageRequest, newest: boolean, since = '') {
  const sorted = rows.filter(({ gone, key }) => !gone && key >= since).toSorted(byTime);
  if (newest) sorted.reverse();
  const left = sorted.filter((row) => {
    if (!after) return true;
    const order = byTime(row, { key: after[0], seq: after[1], gone: false });
    return newest ? order < 0 : order > 0;
  });
  const page = left.slice(0, limit);
  return { rows: page, next: left.length > limit ? positionOf(page.at(-1)!) : null };
}

const key = fc.integer({ min: 0, max: 9 }).map(String);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), pick: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      newest: fc.boolean(),
      limit: fc.integer({ min: 1, max: 5 }),
      after: fc.option(fc.tuple(key, fc.integer({ min: 0, max: 40 })), { nil: undefined }),
      since: fc.constantFrom('', '3', '7'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('span' as const), since: key, until: key }),
  },
);

test('answers as a model that sorts everything for each question', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const index = new TimeIndex<Row>();
      const rows: Row[] = [];
      for (const each of steps) {
        if (each.do === 'add') {
          const row = { key: each.key, seq: rows.length + 1, gone: false };
          rows.push(row);
          index.add(row);
        } else if (each.do === 'remove') {
          const live = rows.filter(({ gone }) => !gone);
          const row = live[each.pick % (live.length || 1)];
          if (!row) continue;
          row.gone = true;
          index.forget();
        } else if (each.do === 'span') {
          const visited: Row[] = [];
          index.visitSpan(each.since, each.until, (row) => visited.push(row));
          const within = rows.filter(
            (row) => !row.gone && row.key >= each.since && row.key <= each.until,
          );
          expect(visited).toEqual(within.toSorted(byTime));
        } else {
          const { limit, after, newest, since } = each;
          const page = newest
            ? index.newestFirst({ limit, after }, () => true, since)
            : index.oldestFirst({ limit, after });
          expect(page).toEqual(model(rows, { limit, after }, newest, newest ? since : ''));
        }
        expect(index.size).toBe(rows.filter(({ gone }) => !gone).length);
      }
    }),
    { numRuns: 500 },
  );
});

test('a filter leaves no page short of what follows', () => {
  const index = new TimeIndex<Row>();
  for (let seq = 1; seq <= 100; seq++) index.add({ key: 'k', seq, gone: false });
  const page = index.newestFirst({ limit: 5 }, ({ seq }) => seq % 10 === 0);
  expect(page.rows.map(({ seq }) => seq)).toEqual([100, 90, 80, 70, 60]);
  expect(page.next).toEqual(['k', 60]);
  const last = index.newestFirst({ limit: 5, after: page.next! }, ({ seq }) => seq % 10 === 0);
  expect(last.rows.map(({ seq }) => seq)).toEqual([50, 40, 30, 20, 10]);
  expect(last.next).toBeNull();
});

// So many that the one that is gone is not worth being dropped yet.
const ORDER = Array.from({ length: 50 }, (_, n) => n + 1);

/** As a session does that moves to another parent and back again. */
function comeback() {
  const index = new TimeIndex<Row>();
  const rows = ORDER.map((seq) => ({ key: 'k', seq, gone: false }));
  rows.forEach((row) => index.add(row));
  rows[1]!.gone = true;
  index.forget();
  index.add({ key: 'k', seq: 2, gone: false });
  return index;
}

describe('a row that went away and came back at its old place', () => {
  test.each(['newestFirst', 'oldestFirst'] as const)('is not read twice: %s', (order) => {
    const index = comeback();
    const seen: number[] = [];
    for (let after: Position | null | undefined; after !== null;) {
      const page = index[order]({ limit: 1, after }, () => true);
      seen.push(...page.rows.map(({ seq }) => seq));
      if (seen.length > ORDER.length) break;
      after = page.next;
    }
    expect(seen).toEqual(order === 'oldestFirst' ? ORDER : ORDER.toReversed());
  });
});

test('a span visits nothing beside it', () => {
  const index = new TimeIndex<Row>();
  let read = 0;
  for (let seq = 1; seq <= 10_000; seq++) {
    index.add({
      key: String(seq).padStart(5, '0'),
      seq,
      get gone() {
        read++;
        return false;
      },
    } as Row);
  }
  read = 0;
  const seen: number[] = [];
  index.visitSpan('05000', '05002', ({ seq }) => seen.push(seq));
  expect(seen).toEqual([5000, 5001, 5002]);
  expect(read).toBe(3);
});

test('what is gone does not pile up', () => {
  const index = new TimeIndex<Row>();
  const live: Row[] = [];
  for (let seq = 1; seq <= 50_000; seq++) {
    const row = { key: String(seq % 7), seq, gone: false };
    index.add(row);
    live.push(row);
    if (live.length > 10) {
      live.shift()!.gone = true;
      index.forget();
    }
  }
  expect(index.size).toBe(10);
  expect(index.oldestFirst({ limit: 100 }).rows).toHaveLength(10);
});

test('a hundred thousand rows in reverse order are not slow', () => {
  const index = new TimeIndex<Row>();
  const total = 100_000;
  for (let seq = 1; seq <= total; seq++) {
    index.add({ key: String(total - seq).padStart(6, '0'), seq, gone: false });
  }
  expect(index.oldestFirst({ limit: 1 }).rows).toMatchObject([{ seq: total }]);
});
