import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configure } from '../../../mock-server/cli/config.ts';
import { parseFlags } from '../../../mock-server/cli/flags.ts';
import { configText, sourcesText } from '../../../mock-server/cli/print-config.ts';
import { flagOf, variableOf } from '../../../mock-server/cli/setting.ts';
import { SETTING_NAMES, settingOf, type Settings } from '../../../mock-server/cli/settings.ts';
import { toText } from '../../../mock-server/cli/spelling.ts';
import { usage } from '../../../mock-server/cli/usage.ts';
import { UsageError } from '../../../mock-server/cli/usage-error.ts';

const SECRET = 'a-secret-of-more-than-thirty-two-bytes';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quint-mock-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Given {
  args?: string[];
  env?: Record<string, string>;
  /** What `quint-mock.json` of the working directory holds; text goes as it is. */
  file?: unknown;
}

/** What the command makes of this. */
async function config({ args = [], env = {}, file }: Given) {
  const path = join(folder, 'quint-mock.json');
  if (file === undefined) await rm(path, { force: true });
  else await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
  return await configure(parseFlags(args, folder), { env, folder });
}

async function settings(given: Given): Promise<Settings> {
  return (await config(given)).settings;
}

/** The one line that it says. */
async function refusal(given: Given): Promise<string> {
  const error = await config(given).then(
    () => new Error('it was taken'),
    (thrown: Error) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(error.message).not.toContain('\n');
  return error.message;
}

/** A good value of every setting, in the file's form; none of them is a default. */
const EVERY = {
  port: 4200,
  host: '::1',
  env: 'ci',
  json: true,
  quiet: true,
  control: true,
  cors: ['http://localhost:5173', '*'],
  rateLimit: 60,
  retain: { events: 10, sessions: 20, alerts: 30, journal: 40, traces: 50 },
  alertRules: '/rules.json',
  jwksUrl: 'http://127.0.0.1:54321/jwks.json',
  jwtSecret: SECRET,
  jwtAudience: 'somebody',
  seed: 'incident',
  clock: '2026-01-01T00:00:00Z',
} satisfies Required<{ [Name in keyof Settings]: unknown }>;

const FLAGS = SETTING_NAMES.filter((name) => !settingOf(name).secret);

describe('every setting', () => {
  test('can be given by flag, unless it is secret', async () => {
    const args = FLAGS.map((name) =>
      EVERY[name] === true ? `--${flagOf(name)}` : `--${flagOf(name)}=${toText(EVERY[name])}`,
    );
    expect(await settings({ args })).toEqual({ ...EVERY, jwtSecret: undefined });
  });

  test('can be given by variable', async () => {
    const env = Object.fromEntries(
      SETTING_NAMES.map((name) => [variableOf(name), toText(EVERY[name])]),
    );
    expect(await settings({ env })).toEqual(EVERY);
  });

  test('can be given by the file', async () => {
    expect(await settings({ file: EVERY })).toEqual(EVERY);
  });

  test('is in the usage text, which fits a terminal', () => {
    const text = usage();
    for (const name of FLAGS) expect(text).toMatch(new RegExp(`^  --${flagOf(name)}[ \n]`, 'm'));
    expect(text).toContain('QUINT_MOCK_JWT_SECRET');
    expect(text).toContain('(default 4100)');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('nothing given: the defaults, and a source that says so', async () => {
  const { settings: found, sources } = await config({});
  expect(found).toMatchObject({ port: 4100, host: '127.0.0.1', env: 'dev', cors: [] });
  expect(found.control).toBeUndefined();
  expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
});

test('flags win over variables, and these over the file', async () => {
  const given = {
    args: ['--port', '1'],
    env: { QUINT_MOCK_PORT: '2', QUINT_MOCK_ENV: 'two', QUINT_MOCK_JSON: 'false' },
    file: { port: 3, env: 'three', json: true, rateLimit: 3 },
  };
  const { settings: found, sources } = await config(given);
  expect(found).toMatchObject({ port: 1, env: 'two', json: false, rateLimit: 3 });
  expect(sources).toMatchObject({
    port: '--port',
    env: 'QUINT_MOCK_ENV',
    rateLimit: `"rateLimit" in ${join(folder, 'quint-mock.json')}`,
    host: 'default',
  });
});

test('an empty variable sets nothing', async () => {
  expect((await settings({ env: { QUINT_MOCK_PORT: '' }, file: { port: 3 } })).port).toBe(3);
});

test('variables of others are none of its business', async () => {
  expect((await settings({ env: { PORT: '1', QUINT_API_URL: 'x' } })).port).toBe(4100);
});

test('--cors can be repeated, and take several', async () => {
  const args = ['--cors', 'http://a.test', '--cors', 'http://b.test, http://c.test'];
  expect((await settings({ args })).cors).toEqual([
    'http://a.test',
    'http://b.test',
    'http://c.test',
  ]);
});

test('what retain does not name keeps its default', async () => {
  expect((await settings({ args: ['--retain', 'events=5'] })).retain).toEqual({
    events: 5,
    sessions: 20_000,
    alerts: 20_000,
    journal: 1_000,
    traces: 10_000,
  });
});

describe('the config file', () => {
  test('may be named by flag or variable; then the default one is not read', async () => {
    const named = join(folder, 'named.json');
    await writeFile(named, '{"port": 7}');
    const file = { port: 3 };
    expect((await settings({ args: ['--config', 'named.json'], file })).port).toBe(7);
    expect((await settings({ env: { QUINT_MOCK_CONFIG: named }, file })).port).toBe(7);
  });

  test('names files from where it is itself; a flag from the working directory', async () => {
    const file = { alertRules: 'rules.json', seed: './seed.json' };
    expect(await settings({ file })).toMatchObject({
      alertRules: join(folder, 'rules.json'),
      seed: join(folder, 'seed.json'),
    });
    const { alertRules } = await settings({ args: ['--alert-rules', '../rules.json'], file });
    expect(alertRules).toBe(join(folder, '../rules.json'));
  });
});

describe('a bad value is refused with where it is and what to do', () => {
  test.each<Given & { says: string[] }>([
    { args: ['--port', '65536'], says: ['--port takes a number from 0 to 65535, not 65536'] },
    { args: ['--port=-1'], says: ['--port'] },
    { args: ['--port', '1e3'], says: ['--port'] },
    { args: ['--port'], says: ['--port'] },
    { args: ['--port', ''], says: ['--port'] },
    { args: ['--host', ' '], says: ['--host', '127.0.0.1'] },
    { args: ['--json=yes'], says: ['--json'] },
    { args: ['--cors', 'http://a.test/'], says: ['--cors', 'without a path'] },
    { args: ['--cors', 'localhost:5173'], says: ['--cors'] },
    { args: ['--rate-limit', '0'], says: ['--rate-limit'] },
    { args: ['--retain', 'event=5'], says: ['--retain', 'events, sessions'] },
    { args: ['--retain', 'events'], says: ['--retain'] },
    { args: ['--retain', 'events=0'], says: ['--retain'] },
    { args: ['--retain', 'events=1e9'], says: ['--retain'] },
    { args: ['--retain', 'events=5,__proto__=6'], says: ['--retain'] },
    { args: ['--jwks-url', 'jwks.json'], says: ['--jwks-url', 'http'] },
    { args: ['--jwks-url', 'file:///jwks.json'], says: ['--jwks-url', 'http'] },
    { args: ['--clock', '2026-02-30T00:00:00Z'], says: ['--clock', '2026-01-01T00:00:00Z'] },
    { args: ['--clock', 'noon'], says: ['--clock'] },
    { args: ['--prot', '1'], says: ['--prot', 'did you mean "--port"'] },
    { args: ['--frobnicate'], says: ['--frobnicate', '--help'] },
    { args: ['serve'], says: ['serve'] },
    { args: ['--config', ''], says: ['--config'] },
    { args: ['--config', 'not-there.json'], says: ['--config', 'not-there.json', 'not there'] },
    { args: ['--config', '.'], says: ['--config', 'EISDIR'] },
    { env: { QUINT_MOCK_PORT: 'x' }, says: ['QUINT_MOCK_PORT takes a number'] },
    { env: { QUINT_MOCK_CONTROL: 'maybe' }, says: ['QUINT_MOCK_CONTROL', 'true or false'] },
    { env: { QUINT_MOCK_PROT: '1' }, says: ['QUINT_MOCK_PROT', '"QUINT_MOCK_PORT"'] },
    { env: { QUINT_MOCK_XYZZY: '1' }, says: ['QUINT_MOCK_XYZZY', '--help'] },
    { env: { QUINT_MOCK_CONFIG: 'nix.json' }, says: ['QUINT_MOCK_CONFIG', 'nix.json'] },
    { file: { port: '4100' }, says: ['"port" in', 'quint-mock.json', 'a number'] },
    { file: { rate_limit: 5 }, says: ['"rate_limit" in', 'did you mean "rateLimit"'] },
    { file: { xyzzy: 5 }, says: ['"xyzzy" in', 'there are port, host'] },
    { file: '{"__proto__": 1}', says: ['"__proto__" in'] },
    { file: { cors: 'http://a.test' }, says: ['"cors" in'] },
    { file: { port: null }, says: ['"port" in'] },
    { file: [], says: ['quint-mock.json', 'an object'] },
    { file: 'null', says: ['quint-mock.json', 'an object'] },
    { file: '{"port": 1,\n"host": }', says: ['quint-mock.json', 'not JSON'] },
    // Also where something else wins: it would bite later.
    { args: ['--port', '1'], file: { port: 'x' }, says: ['"port" in'] },
  ])('$args $env $file', async ({ says, ...given }) => {
    const line = await refusal(given);
    for (const text of says) expect(line).toContain(text);
    expect(line.length).toBeLessThan(250 + folder.length);
  });
});

describe('a secret', () => {
  test('is no flag', async () => {
    const line = await refusal({ args: ['--jwt-secret', SECRET] });
    expect(line).toContain('QUINT_MOCK_JWT_SECRET');
    expect(line).not.toContain(SECRET);
  });

  test('is not quoted when it is too short, or its file is broken', async () => {
    const short = 'hunter2-hunter2';
    for (const given of [
      { env: { QUINT_MOCK_JWT_SECRET: short } },
      { file: { jwtSecret: short } },
      { file: { jwtSecret: [short] } },
      { file: `{"jwtSecret": "${short}" oops}` },
      { file: `{"jwtSecret": ${short}}` },
      { file: short },
    ]) {
      const line = await refusal(given);
      expect(line).not.toContain('hunter');
    }
    expect(await refusal({ file: { jwtSecret: short } })).toContain('at least 32 bytes');
  });
});

describe('--print-config', () => {
  test('prints a config file that sets the same', async () => {
    const { jwtSecret: _, ...open } = EVERY;
    for (const file of [undefined, open]) {
      const printed = configText(await config({ file }));
      expect(await settings({ file: JSON.parse(printed) })).toEqual(await settings({ file }));
    }
  });

  test('masks the secret; the masked file is refused', async () => {
    const given = await config({ env: { QUINT_MOCK_JWT_SECRET: SECRET } });
    const printed = configText(given) + sourcesText(given);
    expect(printed).not.toContain(SECRET);
    expect(printed).toContain('QUINT_MOCK_JWT_SECRET');
    expect(await refusal({ file: JSON.parse(configText(given)) })).toContain('"jwtSecret" in');
  });

  test('says where each was given', async () => {
    const text = sourcesText(await config({ args: ['--port', '1'] }));
    expect(text.trimEnd().split('\n')).toHaveLength(SETTING_NAMES.length);
    expect(text).toContain('port: --port\n');
    expect(text).toContain('host: default\n');
  });
});
