import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomIds, VirtualClock } from '../../../mock-server/index.ts';
import { sha256Hex } from '../../../mock-server/sha256.ts';
import { MemoryApiTokens } from '../../../mock-server/store/memory-api-tokens.ts';
import type { ApiTokenRow } from '../../../mock-server/store/store.ts';
import { MemoryTokenCache, type TokenCache } from '../../../mock-server/tokens/token-cache.ts';
import { Tokens } from '../../../mock-server/tokens/tokens.ts';

const nothing = async () => undefined;
const FORGETFUL: TokenCache = { get: nothing, set: nothing, add: nothing, delete: nothing };

const OWNER = { org_id: 'o', name: 'n', type: 'service' } as const;

function setUp({ cache = new MemoryTokenCache() as TokenCache, limit = 100 } = {}) {
  const table = new MemoryApiTokens(limit);
  const clock = new VirtualClock();
  return { table, cache, clock, tokens: new Tokens({ table, cache, ids: randomIds, clock }) };
}

describe('the cache', () => {
  test('is asked first: a token that it holds costs no question to the table', async () => {
    const { table, tokens } = setUp();
    const { raw, row } = await tokens.mint(OWNER);
    table.byHash = () => Promise.reject(new Error('was asked'));
    expect(await tokens.find(raw)).toEqual(row);
    await expect(tokens.find('unknown')).rejects.toThrow('was asked');
  });

  test('that forgot is filled from the table', async () => {
    const { table, cache, tokens } = setUp();
    const { raw, row } = await tokens.mint(OWNER);
    await cache.delete(row.hash);
    expect(await tokens.find(raw)).toEqual(row);
    table.byHash = () => Promise.reject(new Error('was asked'));
    expect(await tokens.find(raw)).toEqual(row);
  });

  test('is not filled with what was read before the token was revoked', async () => {
    const { table, cache, tokens } = setUp();
    const { raw, row } = await tokens.mint(OWNER);
    await cache.delete(row.hash);
    let answer!: () => void;
    const held = new Promise<void>((resolve) => (answer = resolve));
    let noteRead!: () => void;
    const wasRead = new Promise<void>((resolve) => (noteRead = resolve));
    const read = table.byHash.bind(table);
    table.byHash = async (hash) => {
      const found = await read(hash);
      noteRead();
      await held;
      return found;
    };
    const finding = tokens.find(raw);
    await wasRead;
    await tokens.revoke(row);
    answer();
    await finding;
    expect((await tokens.find(raw))?.revoked_at).not.toBeNull();
  });

  test('holds no token that fell off the table', async () => {
    const { table, tokens } = setUp({ limit: 2 });
    const { raw } = await tokens.mint(OWNER);
    expect(await tokens.find(raw)).toBeDefined();
    for (let n = 0; n < 2; n++) await tokens.mint(OWNER);
    expect(table.evicted).toBe(1);
    expect(await tokens.find(raw)).toBeUndefined();
  });

  test('that forgets everything changes nothing', async () => {
    const { tokens, clock } = setUp({ cache: FORGETFUL });
    const { raw, row } = await tokens.mint({ ...OWNER, type: 'install' });
    expect(await Promise.all([1, 2, 3].map(() => tokens.spend(row)))).toEqual([true, false, false]);
    await clock.advance(1000);
    await tokens.revoke(row);
    expect(await tokens.find(raw)).toMatchObject({
      spent_at: '2026-01-01T00:00:00Z',
      revoked_at: '2026-01-01T00:00:01Z',
    });
  });
});

test('of any number of simultaneous rotations exactly one has a successor', async () => {
  const { table, tokens } = setUp();
  const { row } = await tokens.mint(OWNER);
  const minted = await Promise.all([1, 2, 3, 4].map(() => tokens.rotate(row, 0)));
  expect(minted.filter((each) => each !== undefined)).toHaveLength(1);
  expect(table.rows()).toHaveLength(2);
});

test('a token that was revoked meanwhile is not spent, and not rotated', async () => {
  const { tokens } = setUp();
  const { row } = await tokens.mint({ ...OWNER, type: 'install' });
  await tokens.revoke(row);
  expect(await tokens.spend(row)).toBe(false);
  expect(await tokens.rotate(row, 0)).toBeUndefined();
});

describe('the last use', () => {
  test('is noted once a minute, in table and cache', async () => {
    const { table, tokens, clock } = setUp();
    const { raw } = await tokens.mint(OWNER);
    const use = async () => tokens.noteUse((await tokens.find(raw))!);
    let writes = 0;
    const update = table.update.bind(table);
    table.update = (...args) => {
      writes++;
      return update(...args);
    };
    for (let n = 0; n < 10; n++) await use();
    expect(writes).toBe(1);
    await clock.advance(59_999);
    await use();
    expect(writes).toBe(1);
    await clock.advance(1);
    await use();
    expect(writes).toBe(2);
    for (const row of [await tokens.find(raw), await table.byHash(sha256Hex(raw))]) {
      expect(row?.last_used_at).toBe('2026-01-01T00:01:00Z');
    }
  });

  test('is noted by a clock that was turned back, too', async () => {
    const { tokens, clock } = setUp();
    const { raw } = await tokens.mint(OWNER);
    await tokens.noteUse((await tokens.find(raw))!);
    await clock.set(clock.now() - 3_600_000);
    await tokens.noteUse((await tokens.find(raw))!);
    expect((await tokens.find(raw))?.last_used_at).toBe('2025-12-31T23:00:00Z');
  });

  test('undoes no revocation that the user of the token did not see', async () => {
    const { tokens } = setUp();
    const { raw, row } = await tokens.mint(OWNER);
    await Promise.all([tokens.revoke(row), tokens.noteUse(row)]);
    expect(await tokens.find(raw)).toMatchObject({
      revoked_at: expect.any(String),
      last_used_at: expect.any(String),
    });
  });
});

test('whatever happens at once, cache and table hold the same in the end', async () => {
  type Step = (tokens: Tokens, raw: string, row: ApiTokenRow) => Promise<unknown>;
  const steps: Record<string, Step> = {
    find: (tokens, raw) => tokens.find(raw),
    use: (tokens, _, row) => tokens.noteUse(row),
    spend: (tokens, _, row) => tokens.spend(row),
    rotate: (tokens, _, row) => tokens.rotate(row, 60),
    revoke: (tokens, _, row) => tokens.revoke(row),
    mint: (tokens) => tokens.mint(OWNER),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 6 }), {
        maxLength: 6,
      }),
      fc.boolean(),
      fc.integer({ min: 1, max: 8 }),
      async (rounds, forgets, limit) => {
        const { table, cache, tokens } = setUp({ limit });
        const { raw, row } = await tokens.mint(OWNER);
        for (const round of rounds) {
          if (forgets) await cache.delete(row.hash);
          await Promise.all(round.map((name) => steps[name]!(tokens, raw, row)));
          const stored = await table.byHash(row.hash);
          expect((await cache.get(row.hash)) ?? stored).toEqual(stored);
          expect(await tokens.find(raw)).toEqual(stored);
        }
      },
    ),
    { numRuns: 300 },
  );
});
