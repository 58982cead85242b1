import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../mock-server/sha256.ts';
import { bearerOf } from '../../mock-server/tokens/bearer.ts';
import { operations } from '../../spec/operations.ts';
import { TokenType } from '../../spec/schemas/token.ts';
import { startMock } from '../mock-server/support/api.ts';
import { vectors } from './support/files.ts';

const { hashes, minted_pattern, minted, headers } = vectors<{
  readonly hashes: readonly { raw: string; sha256: string }[];
  readonly minted_pattern: string;
  readonly minted: readonly { raw: string; minted: boolean }[];
  readonly headers: readonly { authorization: string; token: string | null }[];
}>('tokens.json');

test.each(hashes)('$raw has the hash $sha256', ({ raw, sha256 }) => {
  expect(createHash('sha256').update(raw, 'utf8').digest('hex')).toBe(sha256);
  expect(sha256Hex(raw)).toBe(sha256);
});

test.each(minted)('$raw minted: $minted', ({ raw, minted: isMinted }) => {
  expect(new RegExp(minted_pattern).test(raw)).toBe(isMinted);
});

test('tokens are minted so', async () => {
  const mock = startMock();
  for (const type of TokenType.options) {
    expect(await mock.mintToken({ org_id: 'o', type })).toMatch(new RegExp(minted_pattern));
  }
});

test('a header holds the token that it is said to hold, and is answered accordingly', async () => {
  const mock = startMock();
  const { personal } = await mock.tokens();
  const raw = headers[0]!.token!;
  for (const { authorization, token } of headers) {
    expect(bearerOf(authorization), authorization).toBe(token ?? undefined);
    const sent = authorization.replaceAll(raw, personal);
    const answer = await mock.fetch(`http://mock${operations.listSessions.path}`, {
      headers: { authorization: sent },
    });
    expect(answer.status, authorization).toBe(token === raw ? 200 : 401);
  }
});
