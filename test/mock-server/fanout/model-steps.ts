import fc from 'fast-check';
import { expect } from 'vitest';
import { refusalOf } from './fixtures.ts';
import type { Run } from './model-run.ts';

/** What happens next. It shows itself in a counterexample. */
interface Step {
  readonly act: (run: Run) => Promise<void>;
  readonly [fc.toStringMethod]: () => string;
}

/** Steps of one kind; a value says what exactly happens. */
function step<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  act: (run: Run, value: Value) => Promise<void>,
): fc.Arbitrary<Step> {
  return values.map((value) => ({
    act: (run) => act(run, value),
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(value)}`,
  }));
}

export const groups = fc.constantFrom('a', 'b', 'c');
/** Few, so that they come again; `fresh` never does. */
const ids = fc.oneof(fc.constant('fresh'), fc.constantFrom('i', 'j', 'k'));
const doors = fc.constantFrom('topic' as const, 'queue' as const);
const choices = fc.nat(1000);

const publish = step('publish', fc.tuple(doors, groups, ids), async (run, [door, group, id]) => {
  const entry = run.make(group, id);
  const result = await (door === 'topic' ? run.topic.publish(entry) : run.queue.sendMessage(entry));
  run.compareSent(door, entry, result);
});

const batches = fc.tuple(doors, fc.array(fc.tuple(groups, ids), { minLength: 1, maxLength: 5 }));

const publishBatch = step('publish batch', batches, async (run, [door, each]) => {
  const entries = each.map(([group, id], index) => ({ id: `${index}`, ...run.make(group, id) }));
  const { successful } = await (door === 'topic'
    ? run.topic.publishBatch(entries)
    : run.queue.sendMessageBatch(entries));
  for (const [index, entry] of entries.entries()) run.compareSent(door, entry, successful[index]!);
});

const receives = fc.record({
  limit: fc.constantFrom(1, 2, 3, 10),
  seconds: fc.constantFrom(0, 10, 10, 30, 600),
  attempt: fc.constantFrom(undefined, undefined, 'x', 'y'),
});

const receive = step('receive', receives, async (run, { limit, seconds, attempt }) => {
  const messages = await run.queue.receiveMessages({
    maxNumberOfMessages: limit,
    visibilityTimeout: seconds,
    ...(attempt !== undefined && { receiveRequestAttemptId: attempt }),
  });
  const now = run.clock.now();
  const expected =
    attempt === undefined
      ? run.model.receive(limit, seconds * 1000, now)
      : run.model.attempt(attempt, limit, seconds * 1000, now);
  run.compareReceived(messages, expected);
});

const remove = step('delete', choices, async (run, choice) => {
  const chosen = run.choose(choice);
  if (chosen === undefined) return;
  const expected = chosen.isThere && !chosen.isCurrent ? 'InvalidParameterValue' : 'accepted';
  expect(await refusalOf(run.queue.deleteMessage(chosen.handle))).toBe(expected);
  if (chosen.isCurrent) run.model.delete(chosen.message);
});

const several = fc.uniqueArray(choices, { minLength: 1, maxLength: 4 });

const removeBatch = step('delete batch', several, async (run, each) => {
  const handles: string[] = [];
  const refused: string[] = [];
  for (const choice of each) {
    const chosen = run.choose(choice);
    if (chosen === undefined) return;
    handles.push(chosen.handle);
    if (chosen.isCurrent) run.model.delete(chosen.message);
    else if (chosen.isThere) refused.push(chosen.handle);
  }
  const { failed } = await run.queue.deleteMessageBatch(handles);
  expect(failed.map(({ id }) => id)).toEqual(refused);
});

const changes = fc.tuple(choices, fc.constantFrom(0, 5, 60));

const changeVisibility = step('change visibility', changes, async (run, [choice, seconds]) => {
  const chosen = run.choose(choice);
  if (chosen === undefined) return;
  const change = run.queue.changeMessageVisibility(chosen.handle, seconds);
  expect(await refusalOf(change)).toBe(chosen.isCurrent ? 'accepted' : 'InvalidParameterValue');
  if (chosen.isCurrent) {
    run.model.changeVisibility(chosen.message, seconds * 1000, run.clock.now());
  }
});

const pauses = fc.constantFrom(1, 4999, 5000, 10_000, 30_000, 61_000, 299_999);

const wait = step('wait', pauses, (run, ms) => run.clock.advance(ms));

/** The consumers die: what they hold is never deleted, and their successors know nothing of it. */
const crash = step('crash', fc.constant(null), async (run) => run.forgetDeliveries());

const redrive = step('redrive', fc.constant(null), async (run) => {
  await run.dead.startMessageMoveTask();
  run.model.redrive(run.clock.now());
});

export const anyStep = fc.oneof(
  { weight: 4, arbitrary: publish },
  { weight: 2, arbitrary: publishBatch },
  { weight: 6, arbitrary: receive },
  { weight: 2, arbitrary: remove },
  { weight: 1, arbitrary: removeBatch },
  { weight: 3, arbitrary: changeVisibility },
  { weight: 3, arbitrary: wait },
  { weight: 1, arbitrary: crash },
  { weight: 1, arbitrary: redrive },
);
