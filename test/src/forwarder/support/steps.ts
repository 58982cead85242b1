import fc from 'fast-check';
import type { ForwarderOptions } from '../../../../src/forwarder/index.ts';
import type { Answer } from './model-server.ts';
import type { Kind, World } from './world.ts';

/** Something that happens. It shows itself in a counterexample. */
export interface Step<On extends World = World> {
  readonly act: (world: On) => unknown;
  readonly [fc.toStringMethod]: () => string;
}

/** Steps of one kind; a value says what exactly each does. */
export function doing<Value, On extends World = World>(
  name: string,
  values: fc.Arbitrary<Value>,
  act: (world: On, value: Value) => unknown,
): fc.Arbitrary<Step<On>> {
  return values.map((value) => ({
    act: (world) => act(world, value),
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(value)}`,
  }));
}

const sessions = fc.constantFrom('s-1', 's-2', 's-3');

const kinds = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Kind>('plain') },
  { weight: 3, arbitrary: fc.constant<Kind>('bad') },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Kind>(
      'without id',
      'mutated',
      'too large',
      'cyclic',
      'bigint',
      'throwing',
      'skipped',
      'exploding',
      'no object',
    ),
  },
);

const someEvents = fc.array(fc.tuple(kinds, sessions), { minLength: 1, maxLength: 8 });

const enqueue = doing('enqueue', someEvents, (world, events) => {
  for (const [kind, session] of events) world.enqueue(kind, session);
});

const pauses = fc.constantFrom(0, 1, 100, 1_000, 1_000, 3_000, 20_000, 300_000);

const advance = doing('advance', pauses, ({ clock }, ms) => clock.advance(ms));

const jumps = fc.constantFrom(-3_600_000, -2_000, 1_500, 600_000);

const turnClock = doing('turn the clock by', jumps, ({ clock }, ms) => clock.set(clock.now() + ms));

const flush = doing(
  'flush',
  fc.constantFrom('wait' as const, 'abort' as const, 'timeout' as const),
  (world, how) => world.flush(how),
);

const close = doing(
  'close and begin again',
  fc.tuple(fc.constantFrom(0, 1, 2_000, 60_000, Infinity), fc.nat(3)),
  (world, [timeout, more]) =>
    world.close(timeout, () => {
      for (let nth = 0; nth < more; nth++) world.enqueue('plain', 's-1');
    }),
);

const exit = doing('exit and begin again', fc.constant(null), (world) => world.exit());
const kill = doing('kill and begin again', fc.constant(null), (world) => world.kill());
const bringToken = doing('bring the token', fc.constant(null), (world) => world.bringToken());

const retryAfters = fc.constantFrom(
  undefined,
  '0',
  '2',
  '90',
  '99999999999',
  '-5',
  'soon',
  'Fri, 31 Dec 1999 23:59:59 GMT',
  'Fri, 31 Dec 2088 23:59:59 GMT',
);

const failingStatuses = fc.constantFrom(302, 400, 404, 408, 425, 429, 500, 502, 503);

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.constant<Answer>({ kind: 'right' }),
  fc.constantFrom<Answer>(
    { kind: 'right' },
    { kind: 'noContent' },
    { kind: 'html' },
    { kind: 'truncated' },
    { kind: 'hang' },
    { kind: 'empty', withLength: true },
    { kind: 'empty', withLength: false },
    { kind: 'wrongCounts', by: 1 },
    { kind: 'wrongCounts', by: -1 },
    { kind: 'reset', stored: true },
    { kind: 'reset', stored: false },
    { kind: 'timeout', stored: true },
    { kind: 'timeout', stored: false },
    { kind: 'guarded', status: 401 },
    { kind: 'guarded', status: 403 },
  ),
  fc.constantFrom<Answer>({ kind: 'strict' }, { kind: 'vague' }, { kind: 'chokes' }),
  fc
    .tuple(failingStatuses, retryAfters)
    .map<Answer>(([status, retryAfter]) => ({ kind: 'status', status, retryAfter })),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(300, 600, 900, 1e6))
    .map<Answer>(([events, bytes]) => ({ kind: 'small', events, bytes })),
);

let tokens = 0;

const answer = doing('answer from now on', answers, ({ server }, next) => {
  if (next.kind === 'guarded') server.token = `token-${++tokens}`;
  server.answer = next;
  server.releaseHanging();
});

export const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: enqueue },
  { weight: 10, arbitrary: advance },
  { weight: 7, arbitrary: answer },
  { weight: 3, arbitrary: flush },
  { weight: 2, arbitrary: close },
  { weight: 1, arbitrary: turnClock },
  { weight: 1, arbitrary: bringToken },
  { weight: 1, arbitrary: exit },
  { weight: 1, arbitrary: kill },
);

export const options: fc.Arbitrary<ForwarderOptions> = fc.record({
  capacity: fc.constantFrom(1, 3, 10, 40),
  batchSize: fc.constantFrom(1, 2, 5, 20),
  batchBytes: fc.constantFrom(1_024, 2_048, 100_000),
  flushInterval: fc.constantFrom(100, 1_000, 5_000),
  maxOverflowBytes: fc.constantFrom(1_024, 4_096, 1_000_000),
  retry: fc.record({
    attempts: fc.constantFrom(0, 1, 3),
    baseDelay: fc.constantFrom(100, 1_000),
    maxDelay: fc.constantFrom(20_000, 300_000),
  }),
});
