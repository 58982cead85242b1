import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import { MemoryTokenCache } from '../../../mock-server/tokens/token-cache.ts';
import { Tokens } from '../../../mock-server/tokens/tokens.ts';
import { sha256Hex } from '../../../mock-server/sha256.ts';
import { randomIds, VirtualClock } from '../../../mock-server/index.ts';
import type { ApiTokenRow } from '../../../mock-server/store/store.ts';
import { startApi } from '../support/api.ts';

const OWNER = { org_id: 'o', name: 'n' } as const;

test('SHA-256 is SHA-256', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('table and cache see the hash of a token, never the token', async () => {
  const seen: unknown[] = [];
  const spy = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          const result = await method.apply(target, args);
          seen.push(args, result);
          return result;
        };
      },
    });
  const tokens = new Tokens({
    table: spy(new MemoryStore().apiTokens),
    cache: spy(new MemoryTokenCache()),
    ids: randomIds,
    clock: new VirtualClock(),
  });
  const raw = await tokens.mint({ ...OWNER, type: 'install' });
  const row = (await tokens.find(raw))!;
  await tokens.spend(row);
  await tokens.find(raw);
  await tokens.find('unknown-secret');
  const told = inspect(seen, { depth: null });
  expect(told).toContain(sha256Hex(raw));
  expect(told).not.toContain(raw);
  expect(told).not.toContain(raw.slice(-32));
  expect(told).not.toContain('unknown-secret');
});

test('the hash of a token is no token', async () => {
  const api = startApi();
  const token = sha256Hex('qt_deploy_YOUR_TOKEN');
  expect((await api.get('/v1/sessions', { token })).status).toBe(401);
});

test('minted tokens are random', async () => {
  const { mock } = startApi();
  const tokens = await Promise.all(
    Array.from({ length: 200 }, () => mock.mintToken({ org_id: 'o', type: 'service' })),
  );
  expect(new Set(tokens).size).toBe(200);
});

test('a cache that forgot is filled from the table, and a spent token stays spent', async () => {
  const table = new MemoryStore().apiTokens;
  const forgetful = { get: async () => undefined, set: async () => {} };
  const tokens = new Tokens({ table, cache: forgetful, ids: randomIds, clock: new VirtualClock() });
  const raw = await tokens.mint({ ...OWNER, type: 'install' });
  const row = (await tokens.find(raw)) as ApiTokenRow;
  expect(row.spent_at).toBeNull();
  expect(await Promise.all([1, 2, 3].map(() => tokens.spend(row)))).toEqual([true, false, false]);
  expect((await tokens.find(raw))!.spent_at).toBe('2026-01-01T00:00:00Z');
  expect(await tokens.spend(row)).toBe(false);
});
