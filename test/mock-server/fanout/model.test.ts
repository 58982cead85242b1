import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VirtualClock } from '../../../mock-server/clock/index.ts';
import { Queue, startConsumer } from '../../../mock-server/fanout/index.ts';
import { message } from './fixtures.ts';
import { Run } from './model-run.ts';
import { anyStep, groups } from './model-steps.ts';

it('does what the model does, whatever happens (F7–F44)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        delayMs: fc.constantFrom(0, 0, 5000),
        retentionMs: fc.constantFrom(60_000, 3_600_000),
        maxReceiveCount: fc.constantFrom(1, 2, 1000),
      }),
      fc.array(anyStep, { minLength: 5, maxLength: 40 }),
      async (options, steps) => {
        const run = new Run(options);
        for (const each of steps) {
          await each.act(run);
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
