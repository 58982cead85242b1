import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveMessage } from '../../../mock-server/live/live-message.ts';
import { ReplayRing } from '../../../mock-server/live/replay-ring.ts';
import { sessionRow } from './support.ts';

const change = (id: string, session_name?: string) =>
  ({ kind: 'session', row: sessionRow('o', id, { session_name }) }) as const;
const ids = (messages: readonly LiveMessage[] | undefined) => messages?.map(({ id }) => id);

test('property: it tells all that came after an id, or says that it cannot', () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.constant('push' as const) },
    { weight: 2, arbitrary: fc.constant('long' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(), (steps, start) => {
      const ring = new ReplayRing(start);
      // What a client may resume after: everything since the start, the last clear or the last loss.
      let resumable = start;
      let given = start;
      for (const each of steps) {
        const evicted = ring.evicted;
        if (each === 'clear') {
          resumable = ring.clear();
          expect(resumable).toBe(++given);
        } else {
          const message = ring.push(change('s', each === 'long' ? 'n'.repeat(300_000) : undefined));
          expect(message.id).toBe(++given);
        }
        resumable += ring.evicted - evicted;
      }
      expect(ring.latest).toBe(given);
      for (let id = start - 1; id <= given + 1; id++) {
        const missed = Array.from({ length: given - id }, (_, n) => id + 1 + n);
        const known = id >= resumable && id <= given;
        expect(ids(ring.after(id))).toEqual(known ? missed : undefined);
      }
    }),
  );
});

test('it keeps the latest 1,000, and counts what falls off', () => {
  const ring = new ReplayRing(100);
  for (let n = 0; n < 1_234; n++) ring.push(change(`s-${n}`));
  expect(ring.evicted).toBe(234);
  expect(ring.after(333)).toBeUndefined();
  expect(ids(ring.after(334))).toHaveLength(1_000);
  expect(ids(ring.after(334))![0]).toBe(335);
  expect(ring.after(1_334)).toEqual([]);
});

test('it keeps a mebibyte of them', () => {
  const ring = new ReplayRing(0);
  for (let n = 0; n < 20; n++) ring.push(change(`s-${n}`, 'n'.repeat(100_000)));
  expect(ids(ring.after(10))).toHaveLength(10);
  expect(ring.after(9)).toBeUndefined();
  expect(ring.push(change('s', 'n'.repeat(2_000_000))).id).toBe(21);
  expect(ring.evicted).toBe(21);
  expect(ring.after(20)).toBeUndefined();
  expect(ring.after(21)).toEqual([]);
});

test('a message is encoded when it is asked for, once', () => {
  const ring = new ReplayRing(0);
  let read = 0;
  const row = {
    ...sessionRow('o', 's'),
    get started_at() {
      read++;
      return '';
    },
  };
  const message = ring.push({ kind: 'session', row });
  const before = read;
  expect(message.bytes).toBe(message.bytes);
  expect(read - before).toBe(1);
});
