import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryApiTokens } from '../../../mock-server/store/memory-api-tokens.ts';
import type { ApiTokenRow } from '../../../mock-server/store/store.ts';
import { countAlive } from '../support/gc.ts';
import { second } from '../support/samples.ts';

const ALL = { limit: 1000 };

function token(n: number, fields: Partial<ApiTokenRow> = {}): ApiTokenRow {
  return {
    id: `id-${n}`,
    hash: `hash-${n}`,
    org_id: 'o',
    type: 'service',
    name: `n-${n}`,
    created_at: second(n),
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    spent_at: null,
    rotated_at: null,
    ...fields,
  };
}

async function tableOf(rows: readonly ApiTokenRow[], limit = 100): Promise<MemoryApiTokens> {
  const table = new MemoryApiTokens(limit);
  for (const row of rows) await table.insert(row);
  return table;
}

describe('a list', () => {
  test('is newest first, whatever the order of arrival', async () => {
    const table = await tableOf([3, 1, 2].map((n) => token(n)));
    const { rows, next } = await table.list('o', ALL);
    expect(rows.map(({ id }) => id)).toEqual(['id-3', 'id-2', 'id-1']);
    expect(next).toBeNull();
  });

  test('of the same time has the later arrival first, and is read in pages', async () => {
    const table = await tableOf([1, 2, 3, 4, 5].map((n) => token(n, { created_at: second(0) })));
    const first = await table.list('o', { limit: 2 });
    await table.insert(token(9, { created_at: second(0) }));
    const rest = await table.list('o', { limit: 9, after: first.next! });
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(
      [5, 4, 3, 2, 1].map((n) => `id-${n}`),
    );
  });

  test('shows what has changed since, in its old place', async () => {
    const table = await tableOf([token(1), token(2)]);
    await table.update('hash-1', { revoked_at: second(50) });
    const { rows } = await table.list('o', ALL);
    expect(rows).toEqual([token(2), token(1, { revoked_at: second(50) })]);
  });
});

test('an org sees its own tokens only, even where ids are the same', async () => {
  const table = await tableOf([
    token(1, { org_id: 'one' }),
    token(1, { org_id: 'two', hash: 'other' }),
  ]);
  expect((await table.byId('one', 'id-1'))?.hash).toBe('hash-1');
  expect((await table.byId('two', 'id-1'))?.hash).toBe('other');
  expect(await table.byId('three', 'id-1')).toBeUndefined();
  expect((await table.list('two', ALL)).rows.map(({ hash }) => hash)).toEqual(['other']);
  expect(await table.list('three', ALL)).toEqual({ rows: [], next: null });
});

test('a hash that is there stays as it is', async () => {
  const table = await tableOf([token(1)], 2);
  for (let n = 0; n < 5; n++) expect(await table.insert(token(1, { name: 'other' }))).toEqual([]);
  expect((await table.list('o', ALL)).rows).toEqual([token(1)]);
});

describe('an update', () => {
  test('while a column holds null: of many exactly one', async () => {
    const table = await tableOf([token(1)]);
    const answers = await Promise.all(
      [1, 2, 3].map((n) => table.update('hash-1', { spent_at: second(n) }, ['spent_at'])),
    );
    expect(answers).toEqual([token(1, { spent_at: second(1) }), undefined, undefined]);
  });

  test('while several hold null: not when one does not', async () => {
    const table = await tableOf([token(1, { revoked_at: second(1) })]);
    const change = { rotated_at: second(2) };
    expect(await table.update('hash-1', change, ['rotated_at', 'revoked_at'])).toBeUndefined();
    expect((await table.byHash('hash-1'))?.rotated_at).toBeNull();
  });

  test('of no row is none', async () => {
    const table = await tableOf([]);
    expect(await table.update('hash-1', { revoked_at: second(1) })).toBeUndefined();
    expect(await table.byHash('hash-1')).toBeUndefined();
  });
});

test('a row that fell off is let go, of an org that has others and of one that has none', async () => {
  const table = new MemoryApiTokens(10);
  const refs: WeakRef<object>[] = [];
  for (let n = 0; n < 1_000; n++) {
    const row = token(n, { org_id: n % 2 === 0 ? 'o' : `org-${n}` });
    refs.push(new WeakRef(row));
    await table.insert(row);
  }
  expect(await countAlive(refs)).toBeLessThan(30);
});

test('beyond the limit the oldest arrivals fall off, are named and counted, as a model does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.nat(9)), { maxLength: 30 }),
      async (limit, inserts) => {
        const table = new MemoryApiTokens(limit);
        let model: ApiTokenRow[] = [];
        for (const [index, [org_id, at]] of inserts.entries()) {
          const row = token(index, { org_id, created_at: second(at) });
          const gone = await table.insert(row);
          const all = [...model, row];
          model = all.slice(-limit);
          expect(gone).toEqual(all.slice(0, all.length - model.length));
        }
        expect(table.evicted).toBe(inserts.length - model.length);
        expect(table.rows()).toEqual(model);
        for (const org of ['one', 'two', 'three']) {
          const own = model.filter(({ org_id }) => org_id === org);
          const { rows } = await table.list(org, ALL);
          expect(new Set(rows)).toEqual(new Set(own));
          expect(rows.map(({ created_at }) => created_at)).toEqual(
            own.map(({ created_at }) => created_at).toSorted((a, b) => (a < b ? 1 : -1)),
          );
        }
        for (const index of inserts.keys()) {
          const kept = model.find(({ id }) => id === `id-${index}`);
          expect(await table.byHash(`hash-${index}`)).toEqual(kept);
          expect(await table.byId(inserts[index]![0], `id-${index}`)).toEqual(kept);
        }
      },
    ),
  );
});
