import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VARIABLES } from '../../../src/verify/credentials.ts';
import { quoted } from '../../../src/verify/shell.ts';
import { bash } from './bash.ts';

const TOKEN = 'qt_"$HOME`\\!';

/** What bash makes of words. */
async function seenByBash(words: readonly string[]): Promise<string[]> {
  const env = { QUINT_DEPLOY_TOKEN: TOKEN, QUINT_JWT: 'jwt' };
  const seen = await bash(`printf '%s\\0' ${words.map(quoted).join(' ')}`, env);
  return seen.split('\0').slice(0, -1);
}

test('bash sees the text as it is, and a credential where its variable stands', async () => {
  const word = fc
    .array(
      fc.oneof(
        fc.constantFrom(VARIABLES.token, VARIABLES.jwt, "'", '"', '$HOME', '`id`', '\\', '!', '\n'),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('').replace(/\0|\p{Cs}/gu, ''));
  // One process for all of them.
  const words = fc.sample(word, 300);
  const expected = words.map((text) =>
    text.replace(/\$QUINT_(DEPLOY_TOKEN|JWT)(?!\w)/g, (_, name: string) =>
      name === 'JWT' ? 'jwt' : TOKEN,
    ),
  );
  expect(await seenByBash(words)).toEqual(expected);
});

test('is one line without control characters, and simple where it can be', () => {
  expect(quoted('a\u001B[2J\n\t\u0085')).toBe(`$'a\\x1b[2J\\x0a\\x09\\xc2\\x85'`);
  expect(quoted('http://127.0.0.1:4100/v1/ingest')).toBe('http://127.0.0.1:4100/v1/ingest');
  expect(quoted(`authorization: Bearer ${VARIABLES.token}`)).toBe(
    '"authorization: Bearer $QUINT_DEPLOY_TOKEN"',
  );
  expect(quoted('')).toBe(`''`);
});
