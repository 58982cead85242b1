import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../../mock-server/hash.ts';
import { IdIndex } from '../../../mock-server/store/id-index.ts';

const row = (id: string, hash = hashOf(id)) => ({ id, hash, place: 0 });

test('finds what a Map finds, through any history of additions and deletions', () => {
  // Few ids and fewer hashes: nearly every search meets rows that are not the one.
  const step = fc.record({ id: fc.nat(60).map(String), add: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 400 }),
      fc.constantFrom(1, 3, 1 << 20),
      (steps, hashes) => {
        const hashIn = (id: string) => Number(id) % hashes;
        const index = new IdIndex<ReturnType<typeof row>>();
        const model = new Map<string, ReturnType<typeof row>>();
        for (const { id, add } of steps) {
          const known = model.get(id);
          if (add && !known) {
            const added = row(id, hashIn(id));
            index.add(added);
            model.set(id, added);
          } else if (!add && known) {
            index.delete(known);
            model.delete(id);
          }
          expect(index.size).toBe(model.size);
        }
        for (let id = 0; id <= 60; id++) {
          expect(index.find(String(id), hashIn(String(id)))).toBe(model.get(String(id)));
        }
      },
    ),
  );
});

test('a row that comes and goes for ever leaves nothing behind', () => {
  const index = new IdIndex<ReturnType<typeof row>>();
  const rows = Array.from({ length: 100_000 }, (_, n) => row(`id-${n}`));
  rows.forEach((each, n) => {
    index.add(each);
    if (n >= 50) index.delete(rows[n - 50]!);
  });
  expect(index.size).toBe(50);
  expect(index.get('id-99999')).toBe(rows[99_999]);
  expect(index.get('id-0')).toBeUndefined();
});
