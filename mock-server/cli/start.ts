import { parseAlertRules, type AlertRule } from '../alert-processor/alert-rule.ts';
import { VirtualClock } from '../clock/index.ts';
import { isLoopback } from '../guard/loopback.ts';
import { listen, type Listening } from '../listen.ts';
import { createMockServer, type MockServer } from '../server.ts';
import { cannotListen } from './cannot-listen.ts';
import type { Config } from './config.ts';
import { readJsonFile } from './json-file.ts';
import { settingOf, type Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** A mock server as the settings want it, with its seed. */
export async function createFrom(config: Config): Promise<MockServer> {
  const { env, host, rateLimit, retain, clock } = config.settings;
  const alertRules = await alertRulesOf(config);
  const mock = createMockServer({
    env,
    rateLimit,
    retain,
    jwt: jwtOf(config.settings),
    wellKnownToken: isLoopback(host),
    ...(alertRules && { alertRules }),
    ...(clock !== undefined && { clock: new VirtualClock(Date.parse(clock)) }),
    onProcessorError: (error) => process.stderr.write(`quint-mock: a processor failed: ${error}\n`),
  });
  await seed(mock, config);
  return mock;
}

function jwtOf({ jwksUrl, jwtSecret, jwtAudience }: Settings) {
  return {
    ...(jwksUrl !== undefined && { jwksUrl }),
    ...(jwtSecret !== undefined && { secret: jwtSecret }),
    audience: jwtAudience,
  };
}

async function alertRulesOf({ settings, sources }: Config): Promise<AlertRule[] | undefined> {
  const { alertRules: path } = settings;
  if (path === undefined) return undefined;
  const rules = await readJsonFile(path, sources.alertRules);
  return whatItNames(path, sources.alertRules, () => parseAlertRules(rules));
}

async function seed(mock: MockServer, { settings, sources }: Config): Promise<void> {
  const { seed: what } = settings;
  if (what === undefined) return;
  const isFile = settingOf('seed').file!.test(what);
  const scenario = isFile ? await readJsonFile(what, sources.seed) : what;
  await whatItNames(what, sources.seed, () =>
    mock.seed(scenario as Parameters<typeof mock.seed>[0]),
  );
}

/** Says whose fault it is when what a setting names is no good. */
async function whatItNames<T>(name: string, source: string, use: () => T | Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw new UsageError(`${source} names ${name}: ${(error as Error).message}`);
  }
}

/** @throws UsageError when the port cannot be had */
export async function listenAs(
  mock: MockServer,
  { port, host, control, cors }: Settings,
): Promise<Listening> {
  try {
    return await listen(mock, { port, host, cors, ...(control !== undefined && { control }) });
  } catch (error) {
    throw cannotListen(error, host, port, '--port');
  }
}
