import { expect, test } from 'vitest';
import { verify, type VerifyOptions } from '../../../src/verify/index.ts';

const baseUrl = 'http://127.0.0.1:1';

test.each<[RegExp, Partial<VerifyOptions>]>([
  [/^baseUrl must be an http or https URL, such as/, { baseUrl: '127.0.0.1:4100' }],
  [/^baseUrl .*without user/, { baseUrl: 'http://me:secret@host' }],
  [/^seed must be a whole number from 0 to 4294967295, not -1$/, { seed: -1 }],
  [/^seed /, { seed: 1.5 }],
  [/^timeout must be a whole number from 100 to 600000 milliseconds, not 30$/, { timeout: 30 }],
  [/^timeout /, { timeout: Number.NaN }],
  [/^token has a space, a line break .*: trim it$/, { token: 'a\n' }],
  [/^jwt has /, { jwt: 'a b' }],
  [/^otherToken is the same as token: it takes one of /, { token: 'a-b', otherToken: 'a-b' }],
  [/^otherToken is the same as jwt: /, { jwt: 'a-b', otherToken: 'a-b' }],
  [/^no case fits "ingestevents"; an id is like \w+\//, { only: ['ingestevents'] }],
  [/^no case fits ""/, { only: [''] }],
  [/^only is empty/, { only: [] }],
  [/^skipping "health" needs a reason$/, { skip: [{ pattern: 'health', reason: ' ' }] }],
])('%s', async (message, options) => {
  const error = await verify({ baseUrl, ...options }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect((error as TypeError).message).toMatch(message);
  expect((error as TypeError).message).not.toMatch(/secret|a[ -]b/);
});
