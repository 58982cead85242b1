import { createForwarder, redactArguments, type Forwarder } from '../../../src/forwarder/index.ts';
import { stopSignal } from '../stop-signal.ts';
import { serveFlows } from './debug-server.ts';
import { deliver } from './deliver.ts';
import { Destination } from './destination.ts';
import { openInput } from './input.ts';
import { exitCode, remarks, summary } from './outcome.ts';
import { Progress } from './progress.ts';
import { sendOptions, type SendOptions } from './send-options.ts';
import { sendUsage } from './send-usage.ts';

const MIB = 2 ** 20;
const CAPACITY = 5_000;
const MAX_OVERFLOW = 256 * MIB;

/** Beyond, the forwarder would drop. What is in memory at the end still fits into the file. */
const LIMITS = { events: CAPACITY, bytes: 16 * MIB, overflowBytes: MAX_OVERFLOW - 64 * MIB };

/**
 * `quint-mock send`: delivers the events of a file or a pipe.
 * @throws UsageError for what cannot be obeyed
 */
export async function send(args: readonly string[]): Promise<number> {
  const options = sendOptions(args, process.env);
  if (!options) {
    process.stdout.write(sendUsage());
    return 0;
  }
  const stopped = stopSignal();
  const { file, debugPort, url, overflow } = options;
  const input = openInput(file);
  const forwarder = forwarderOf(options);
  const destination =
    overflow === undefined ? new Destination(forwarder.flows().overflow.path, url) : undefined;
  destination?.check();
  destination?.follow(forwarder);
  const debug =
    debugPort === undefined ? undefined : await serveFlows(debugPort, forwarder.flowsHandler());
  const progress = new Progress(process.stderr, forwarder.flows);
  const say = (text: string) => progress.say(text);
  if (debug) say(`the counters are at ${debug.url}`);
  try {
    const outcome = await deliver(input, forwarder, { limits: LIMITS, say, stopped });
    for (const remark of remarks(outcome)) say(remark);
    progress.end();
    process.stdout.write(`${summary(outcome)}\n`);
    return exitCode(outcome);
  } finally {
    progress.end();
    debug?.close();
  }
}

function forwarderOf({ url, token, overflow, redact }: SendOptions): Forwarder {
  return createForwarder({
    baseUrl: url,
    token,
    path: overflow,
    capacity: CAPACITY,
    maxOverflowBytes: MAX_OVERFLOW,
    transform: redact ? redactArguments : undefined,
  });
}
