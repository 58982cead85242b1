import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { Queue, startConsumer, Topic } from '../../../mock-server/fanout/index.ts';
import { bodies, message, refusalOf } from './fixtures.ts';
import { type ModelMessage, type ModelOptions, QueueModel } from './model.ts';

/** Runs the engine and the model side by side. A handle is remembered with what it stands for. */
class Run {
  readonly clock = new VirtualClock();
  readonly dead = new Queue<string>({ clock: this.clock });
  readonly queue: Queue<string>;
  readonly topic = new Topic<string>({ clock: this.clock });
  readonly model: QueueModel;
  readonly deliveries: { handle: string; message: ModelMessage; receiveCount: number }[] = [];
  messagesMade = 0;

  constructor(options: ModelOptions) {
    this.queue = new Queue({
      clock: this.clock,
      delaySeconds: options.delayMs / 1000,
      messageRetentionPeriod: options.retentionMs / 1000,
      maxReceiveCount: options.maxReceiveCount,
      deadLetterQueue: this.dead,
    });
    this.topic.subscribe(this.queue);
    this.model = new QueueModel(options);
  }

  /** The delivery that a random number chooses, and whether its handle still counts. */
  choose(choice: number) {
    const delivery = this.deliveries[choice % this.deliveries.length];
    if (delivery === undefined) return undefined;
    this.model.settle(this.clock.now());
    const { receiveCount, state } = delivery.message;
    const isThere = this.model.messages.includes(delivery.message);
    const isCurrent = isThere && state === 'inFlight' && receiveCount === delivery.receiveCount;
    return { ...delivery, isThere, isCurrent };
  }

  async compare(): Promise<void> {
    this.model.settle(this.clock.now());
    expect(await this.queue.attributes()).toMatchObject({
      ApproximateNumberOfMessages: this.model.count('visible'),
      ApproximateNumberOfMessagesNotVisible: this.model.count('inFlight'),
      ApproximateNumberOfMessagesDelayed: this.model.count('delayed'),
    });
    const peeked = await this.queue.peekMessages(1000);
    expect(peeked.map(({ body, state }) => `${body} ${state}`)).toEqual(
      this.model.messages.map(({ body, state }) => `${body} ${state}`),
    );
    const buried = await this.dead.peekMessages(1000);
    expect(buried.map(({ body }) => body)).toEqual(this.model.dead.map(({ body }) => body));
  }
}

type Step = (run: Run) => Promise<void>;

const groups = fc.constantFrom('a', 'b', 'c');
/** Few, so that they come again; `fresh` never does. */
const ids = fc.oneof(fc.constant('fresh'), fc.constantFrom('i', 'j', 'k'));
const choices = fc.nat(1000);

const publish = fc
  .tuple(fc.boolean(), groups, ids)
  .map(([direct, group, id]): Step => async (run) => {
    const { clock, model } = run;
    const body = `${group}${++run.messagesMade}`;
    const deduplicationId = id === 'fresh' ? body : id;
    const entry = message(group, body, deduplicationId);
    const result = await (direct ? run.queue.sendMessage(entry) : run.topic.publish(entry));
    const isNew = direct
      ? model.send(group, deduplicationId, body, clock.now())
      : model.publish(group, deduplicationId, body, clock.now());
    expect(result.duplicate !== true).toBe(isNew);
  });

const receive = fc
  .tuple(fc.constantFrom(1, 2, 3, 10), fc.constantFrom(0, 10, 10, 30, 600))
  .map(([limit, seconds]): Step => async (run) => {
    const messages = await run.queue.receiveMessages({
      maxNumberOfMessages: limit,
      visibilityTimeout: seconds,
    });
    const expected = run.model.receive(limit, seconds * 1000, run.clock.now());
    expect(bodies(messages)).toBe(expected.map(({ body }) => body).join(' '));
    for (const [index, { receiptHandle, approximateReceiveCount }] of messages.entries()) {
      const { receiveCount } = expected[index]!;
      expect(approximateReceiveCount).toBe(receiveCount);
      run.deliveries.push({ handle: receiptHandle, message: expected[index]!, receiveCount });
    }
  });

const remove = choices.map((choice): Step => async (run) => {
  const chosen = run.choose(choice);
  if (chosen === undefined) return;
  const expected = chosen.isThere && !chosen.isCurrent ? 'InvalidParameterValue' : 'accepted';
  expect(await refusalOf(run.queue.deleteMessage(chosen.handle))).toBe(expected);
  if (chosen.isCurrent) run.model.delete(chosen.message);
});

const changeVisibility = fc
  .tuple(choices, fc.constantFrom(0, 5, 60))
  .map(([choice, seconds]): Step => async (run) => {
    const chosen = run.choose(choice);
    if (chosen === undefined) return;
    const change = run.queue.changeMessageVisibility(chosen.handle, seconds);
    expect(await refusalOf(change)).toBe(chosen.isCurrent ? 'accepted' : 'InvalidParameterValue');
    if (chosen.isCurrent) {
      run.model.changeVisibility(chosen.message, seconds * 1000, run.clock.now());
    }
  });

const wait = fc.constantFrom(1, 4999, 5000, 10_000, 30_000, 61_000, 299_999).map(
  (ms): Step =>
    (run) =>
      run.clock.advance(ms),
);

it('does what the model does, whatever happens (F7–F43)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        delayMs: fc.constantFrom(0, 0, 5000),
        retentionMs: fc.constantFrom(60_000, 3_600_000),
        maxReceiveCount: fc.constantFrom(1, 2, 1000),
      }),
      fc.array(fc.oneof(publish, publish, receive, receive, remove, changeVisibility, wait), {
        minLength: 5,
        maxLength: 40,
      }),
      async (options, steps) => {
        const run = new Run(options);
        for (const step of steps) {
          await step(run);
          await run.compare();
        }
      },
    ),
    { numRuns: 2500 },
  );
}, 60_000);

it('loses nothing and keeps the order of each group while consumers crash', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(groups, fc.nat(5)), { minLength: 1, maxLength: 40 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      async (messages, crashes, consumers) => {
        const clock = new VirtualClock();
        const queue = new Queue<string>({ clock });
        const handled: string[] = [];
        let attempts = 0;
        const running = Array.from({ length: consumers }, () =>
          startConsumer(
            queue,
            async (batch) => {
              // The last of the pattern decides for ever after; a crash must not last for ever.
              const crash = attempts < crashes.length && crashes[attempts];
              attempts += 1;
              if (crash) throw new Error('crash');
              handled.push(...batch.map(({ body }) => body));
            },
            { clock },
          ),
        );
        const sent: string[] = [];
        for (const [index, [group, pause]] of messages.entries()) {
          const body = `${group}${index}`;
          sent.push(body);
          await queue.sendMessage(message(group, body));
          await clock.advance(pause * 1000);
        }
        await clock.advance((crashes.length + 1) * 30_000);
        await queue.whenEmpty();
        await Promise.all(running.map((consumer) => consumer.stop()));
        for (const group of ['a', 'b', 'c']) {
          const ofGroup = (body: string): boolean => body.startsWith(group);
          expect(handled.filter(ofGroup)).toEqual(sent.filter(ofGroup));
        }
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);
