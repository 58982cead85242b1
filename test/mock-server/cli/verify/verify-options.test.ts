import { expect, test } from 'vitest';
import { verifyOptions } from '../../../../mock-server/cli/verify/verify-options.ts';
import { verifyUsage } from '../../../../mock-server/cli/verify/verify-usage.ts';

const URL = 'http://127.0.0.1:4100';

test('without flags, everything is left to the suite', () => {
  expect(verifyOptions([URL], {})).toEqual({
    options: { baseUrl: URL },
    reporter: 'human',
    output: undefined,
  });
});

test('every flag has its place', () => {
  const args =
    '--token a --other-token b --jwt c --registration-token d --only health --only */limits/* ' +
    '--strict --seed 7 --timeout 2000 --reporter junit --output r.xml';
  const skip = ['--skip', 'ready=not built = #12'];
  expect(
    verifyOptions([URL, ...args.split(' '), ...skip], { QUINT_DEPLOY_TOKEN: 'of the variable' }),
  ).toEqual({
    options: {
      baseUrl: URL,
      token: 'a',
      otherToken: 'b',
      jwt: 'c',
      registrationToken: 'd',
      only: ['health', '*/limits/*'],
      skip: [{ pattern: 'ready', reason: 'not built = #12' }],
      strict: true,
      seed: 7,
      timeout: 2_000,
    },
    reporter: 'junit',
    output: 'r.xml',
  });
});

test('credentials are variables, too; an empty one is none', () => {
  const env = { QUINT_DEPLOY_TOKEN: 'a', QUINT_OTHER_TOKEN: 'b', QUINT_JWT: 'c' };
  expect(verifyOptions([URL], { ...env, QUINT_REGISTRATION_TOKEN: '' })).toMatchObject({
    options: { token: 'a', otherToken: 'b', jwt: 'c' },
  });
});

test('help and list need no URL', () => {
  expect(verifyOptions(['--help'], {})).toBe('help');
  expect(verifyOptions(['--list', '--only', 'health'], {})).toEqual({ list: ['health'] });
});

test.each([
  [[], /^quint-mock verify takes one URL, such as http/],
  [[URL, URL], /^quint-mock verify takes one URL/],
  [['127.0.0.1:4100'], /^URL must be an http or https URL, such as/],
  [['http://me:secret@host'], /^URL must be .*without user/],
  [[URL, '--tokne', 'x'], /^--tokne is no flag of quint-mock verify; did you mean "--token"\?$/],
  [[URL, '--token', ''], /^--token takes a credential, and it is empty$/],
  [[URL, '--jwt', 'a secret'], /^--jwt has a space/],
  [
    [URL, '--token', 'secret', '--other-token', 'secret'],
    /^--other-token is the same as token: it takes one of another organisation$/,
  ],
  [[URL, '--seed', '-1'], /--seed/],
  [[URL, '--seed', 'x'], /^--seed must be a whole number from 0 to 4294967295/],
  [[URL, '--timeout', '30'], /^--timeout must be .* from 100 to 600000 milliseconds, not 30$/],
  [
    [URL, '--only', 'ingestEvent/limits'],
    /^no case fits .*; did you mean "ingestEvents\/limits"\?$/,
  ],
  [[URL, '--only', ''], /^no case fits ""; see quint-mock verify --list$/],
  [['--list', '--only', 'x'], /^no case fits "x"/],
  [[URL, '--skip', 'health'], /^--skip takes PATTERN=REASON, and "health" has no reason$/],
  [[URL, '--skip', 'health= '], /^--skip takes PATTERN=REASON/],
  [[URL, '--skip', 'nothing=why'], /^no case fits "nothing"/],
  [[URL, '--reporter', 'juint'], /^--reporter juint is not known; did you mean "junit"\?$/],
  [[URL, '--reporter', 'x'], /^--reporter x is not known; it takes human, tap, junit, json$/],
  [[URL, '--output', 'r.xml'], /^--output needs --reporter human\|tap\|junit\|json/],
  [[URL, '--reporter', 'tap', '--output', ''], /^--output takes the name of a file$/],
])('%j is a mistake, and it is said what to do', (args, message) => {
  expect(() => verifyOptions(args, {})).toThrow(message);
  expect(() => verifyOptions(args, {})).not.toThrow(/secret/);
});

test('a variable that is no good is named', () => {
  expect(() => verifyOptions([URL], { QUINT_JWT: 'a\nb' })).toThrow(
    /^QUINT_JWT has a space, a line/,
  );
});

test('the usage text fits a terminal', () => {
  const usage = verifyUsage();
  expect(usage).toContain('Exit codes: 0');
  for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
