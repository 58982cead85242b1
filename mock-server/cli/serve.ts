import { version } from '../../package.json';
import { isLoopback } from '../guard/loopback.ts';
import { banner, readyLine, type Ready } from './banner.ts';
import { configure, type Config } from './config.ts';
import { parseFlags } from './flags.ts';
import { configText, sourcesText } from './print-config.ts';
import { createFrom, listenAs } from './start.ts';
import { stop } from './stop.ts';
import { stopSignal } from './stop-signal.ts';
import { usage } from './usage.ts';

/**
 * `quint-mock`: serves until it is stopped.
 * @throws UsageError for what cannot be obeyed
 */
export async function serve(args: readonly string[]): Promise<number> {
  const folder = process.cwd();
  const flags = parseFlags(args, folder);
  if (flags.help) return print(usage());
  if (flags.version) return print(`${version}\n`);
  const config = await configure(flags, { env: process.env, folder });
  if (!flags.printConfig) return await serveAs(config);
  process.stderr.write(sourcesText(config));
  return print(configText(config));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

async function serveAs(config: Config): Promise<number> {
  const { host, json, quiet, control = isLoopback(host) } = config.settings;
  const stopped = stopSignal();
  const mock = await createFrom(config);
  const server = await listenAs(mock, config.settings);
  const ready: Ready = {
    url: server.url,
    env: mock.env,
    control,
    tokens: await mock.tokens(),
    frozenAt: config.settings.clock ?? null,
  };
  if (json) print(`${readyLine(ready)}\n`);
  else if (!quiet) print(banner(ready));
  await stopped;
  const left = await stop(server, mock);
  if (left > 0) {
    const messages = left === 1 ? 'message' : 'messages';
    process.stderr.write(`quint-mock: stopped; ${left} ${messages} left unprocessed\n`);
  }
  return 0;
}
