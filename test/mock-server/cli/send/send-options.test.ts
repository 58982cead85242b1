import { expect, test } from 'vitest';
import { sendOptions } from '../../../../mock-server/cli/send/send-options.ts';
import { sendUsage } from '../../../../mock-server/cli/send/send-usage.ts';
import { UsageError } from '../../../../mock-server/cli/usage-error.ts';

const TOKEN = 'qt_deploy_0123456789abcdef';

test('nothing given: the mock of this machine, and the token of the documentation', () => {
  const preset = {
    file: undefined,
    url: 'http://127.0.0.1:4100',
    token: 'qt_deploy_YOUR_TOKEN',
    overflow: undefined,
    debugPort: undefined,
    redact: false,
  };
  expect(sendOptions([], {})).toEqual(preset);
  // What a script passes on, though it has none.
  expect(sendOptions([], { QUINT_API_URL: '', QUINT_DEPLOY_TOKEN: '' })).toEqual(preset);
  // It is for the server.
  expect(sendOptions([], { QUINT_MOCK_PORT: '4200', QUINT_MOCK_XYZZY: '1' })).toEqual(preset);
});

test('flags win over variables', () => {
  const env = { QUINT_API_URL: 'http://127.0.0.1:1', QUINT_DEPLOY_TOKEN: 'one' };
  expect(sendOptions([], env)).toMatchObject({ url: 'http://127.0.0.1:1', token: 'one' });
  const args = ['--url=http://[::1]:2/api/', '--token', TOKEN, '--overflow', 'o', '--redact', '-'];
  expect(sendOptions([...args, '--debug-port', '0'], env)).toEqual({
    file: '-',
    url: 'http://[::1]:2/api',
    token: TOKEN,
    overflow: 'o',
    debugPort: 0,
    redact: true,
  });
});

test('the token of the documentation goes to this machine only', () => {
  for (const [url, token] of [
    ['http://localhost:4100', 'qt_deploy_YOUR_TOKEN'],
    ['http://[::1]:4100', 'qt_deploy_YOUR_TOKEN'],
    ['https://api.quintai.dev', ''],
    ['http://127.0.0.1.example.com', ''],
  ] as const) {
    expect(sendOptions(['--url', url], {})?.token).toBe(token);
  }
});

test.each<[args: string[], says: string[], env?: Record<string, string>]>([
  [
    ['--url', 'localhost:4100'],
    ['--url takes', 'http://127.0.0.1:4100'],
  ],
  [['--url', ''], ['--url takes']],
  [
    ['--url', `http://user:${TOKEN}@127.0.0.1`],
    ['--url takes', 'without user'],
  ],
  [['--url', `http://127.0.0.1/?token=${TOKEN}`], ['--url takes']],
  [[], ['QUINT_API_URL takes'], { QUINT_API_URL: 'nowhere' }],
  [['--token', `${TOKEN}\n`], ['--token takes a token']],
  [['--token', ''], ['--token takes a token']],
  [['--token'], ['--token']],
  [[], ['QUINT_DEPLOY_TOKEN takes a token'], { QUINT_DEPLOY_TOKEN: `${TOKEN} ` }],
  [['--overflow', ''], ['--overflow']],
  [
    ['--debug-port', '65536'],
    ['--debug-port takes a number from 0 to 65535', '"65536"'],
  ],
  [['--debug-port', 'x'], ['--debug-port']],
  [
    ['--tokn', TOKEN],
    ['--tokn', 'did you mean "--token"'],
  ],
  [['--port', '1'], ['--port is no flag of quint-mock send']],
  [['--redact=yes'], ['--redact']],
  [['one', 'two'], ['one FILE']],
  [[''], ['FILE']],
])('%j is refused, in one line that does not tell the token', (args, says, env = {}) => {
  let thrown: unknown;
  try {
    sendOptions(args, env);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message } = thrown as UsageError;
  for (const text of says) expect(message).toContain(text);
  expect(message).not.toContain('\n');
  expect(message).not.toContain(TOKEN);
});

test('--help tells of every flag, and fits a terminal', () => {
  expect(sendOptions(['--help'], {})).toBeUndefined();
  const usage = sendUsage();
  for (const flag of ['url', 'token', 'overflow', 'debug-port', 'redact', 'help']) {
    expect(usage).toMatch(new RegExp(`^  --${flag}[ \n]`, 'm'));
  }
  expect(usage).toContain('Exit codes: 0');
  for (const line of usage.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
