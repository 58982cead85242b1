import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { macrotask } from '../clock/macrotask.ts';
import { TurnBudget } from '../clock/turn-budget.ts';
import { FifoError } from './fifo-error.ts';
import type { QueuePort, ReceivedMessage, ReceiveOptions } from './port.ts';

/** How long a consumer waits before it asks a queue again that has refused to answer. */
const RETRY_DELAY_MS = 1000;

/** A queue's visibility timeout, unless it says otherwise (F28). */
const DEFAULT_VISIBILITY_SECONDS = 30;

/** What a consumer needs of a queue. */
export type ConsumedQueue<Body> = Pick<
  QueuePort<Body>,
  'name' | 'receiveMessages' | 'deleteMessageBatch'
>;

/** How a consumer works. */
export interface ConsumerOptions<Body> {
  /** At most this many messages at a time, 1–10. @default 10 */
  readonly maxNumberOfMessages?: number;
  /** Seconds that `handle` has before the messages are delivered again. @default the queue's own */
  readonly visibilityTimeout?: number;
  /** Seconds that one receive waits, 0–20. @default 20 */
  readonly waitTimeSeconds?: number;
  /** The queue's clock. @default the system's time */
  readonly clock?: Clock;
  /**
   * Told what went wrong: `handle` threw, or the queue refused a receive (then `messages` is empty)
   * or a deletion. It must not throw.
   *
   * @default nothing is told
   */
  readonly onError?: (error: unknown, messages: readonly ReceivedMessage<Body>[]) => void;
}

/** How a consumer receives: what is there, and what comes. */
type Manner = Readonly<Record<'atOnce' | 'waiting', ReceiveOptions>>;

/** A running consumer. */
export interface Consumer {
  /** Whether it waits for messages, having done all that could be done. */
  readonly idle: boolean;
  /** Ends it, after the batch at hand. Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/**
 * Starts a loop that receives messages, hands them to `handle`, and acknowledges them when it is
 * done.
 *
 * Where `handle` throws, the batch is handed to it again message by message: it must be idempotent.
 * The message that it then throws at, and those behind it in its group, are not acknowledged: the
 * visibility timeout brings them back, in order. For a while after that, messages are received one at
 * a time, so that those which merely stand behind a poisonous one are not counted as received along
 * with it, and do not end in the dead-letter queue with it.
 */
export function startConsumer<Body>(
  queue: ConsumedQueue<Body>,
  handle: (messages: readonly ReceivedMessage<Body>[]) => Promise<void>,
  options: ConsumerOptions<Body> = {},
): Consumer {
  const {
    maxNumberOfMessages = 10,
    visibilityTimeout,
    waitTimeSeconds = 20,
    clock = systemClock,
    onError = () => undefined,
  } = options;
  const stopping = new AbortController();
  const manner = (limit: number): Manner => {
    const common = {
      maxNumberOfMessages: limit,
      signal: stopping.signal,
      ...(visibilityTimeout !== undefined && { visibilityTimeout }),
    };
    return { atOnce: { ...common, waitTimeSeconds: 0 }, waiting: { ...common, waitTimeSeconds } };
  };
  const usual = manner(maxNumberOfMessages);
  const careful = manner(1);
  // Until then what failed has come again, unless its queue has a longer visibility timeout.
  const carefulMs = 2000 * (visibilityTimeout ?? DEFAULT_VISIBILITY_SECONDS);
  let carefulUntil = -Infinity;
  let idle = false;

  async function run(): Promise<void> {
    const budget = new TurnBudget(clock);
    while (!stopping.signal.aborted) {
      const how = clock.now() < carefulUntil ? careful : usual;
      let messages = await receive(how.atOnce);
      if (messages?.length === 0) messages = await wait(how);
      if (messages && messages.length > 0) await consume(messages);
      await budget.spend();
    }
  }

  /** Waits for messages; then lets whoever sent them finish first, so that its answer goes out. */
  async function wait({ waiting }: Manner): Promise<ReceivedMessage<Body>[] | undefined> {
    idle = true;
    const messages = await receive(waiting);
    idle = false;
    await macrotask();
    return messages;
  }

  /** What there is; after a refusal nothing, and a pause. */
  async function receive(how: ReceiveOptions): Promise<ReceivedMessage<Body>[] | undefined> {
    try {
      return await queue.receiveMessages(how);
    } catch (error) {
      if (error instanceof FifoError && error.code === 'QueueDoesNotExist') {
        // The queue was closed: there will never be anything to do again.
        stopping.abort();
      } else {
        onError(error, []);
        await pause(clock, RETRY_DELAY_MS, stopping.signal);
      }
      return undefined;
    }
  }

  async function consume(messages: readonly ReceivedMessage<Body>[]): Promise<void> {
    try {
      await handle(messages);
    } catch (error) {
      return messages.length > 1 ? consumeEach(messages) : fail(error, messages);
    }
    await acknowledgeOrTell(messages);
  }

  /** In order; what stands behind a message that fails in its group has to wait for it. */
  async function consumeEach(messages: readonly ReceivedMessage<Body>[]): Promise<void> {
    const done: ReceivedMessage<Body>[] = [];
    const failed = new Set<string>();
    for (const message of messages) {
      if (failed.has(message.messageGroupId)) continue;
      try {
        await handle([message]);
        done.push(message);
      } catch (error) {
        failed.add(message.messageGroupId);
        fail(error, [message]);
      }
    }
    if (done.length > 0) await acknowledgeOrTell(done);
  }

  function fail(error: unknown, messages: readonly ReceivedMessage<Body>[]): void {
    carefulUntil = clock.now() + carefulMs;
    onError(error, messages);
  }

  async function acknowledgeOrTell(messages: readonly ReceivedMessage<Body>[]): Promise<void> {
    try {
      await acknowledge(queue, messages);
    } catch (error) {
      onError(error, messages);
    }
  }

  const ended = run();
  return {
    get idle() {
      return idle;
    },
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

async function acknowledge<Body>(
  queue: ConsumedQueue<Body>,
  messages: readonly ReceivedMessage<Body>[],
): Promise<void> {
  const { failed } = await queue.deleteMessageBatch(messages);
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(
    `${failed.length} of ${messages.length} messages of queue "${queue.name}" were handled but not ` +
      `deleted, and will come again. The first: ${first.code}: ${first.message}`,
    { cause: failed },
  );
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
