import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from '../../../mock-server/store/bounded-map.ts';
import { Fifo } from '../../../mock-server/store/fifo.ts';

test('a bounded map forgets its oldest key, as a model does', () => {
  const key = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.tuple(key, fc.nat())),
      (limit, sets) => {
        const map = new BoundedMap<number, number>(limit);
        let model: [key: number, value: number][] = [];
        for (const [k, value] of sets) {
          const known = model.find(([each]) => each === k);
          if (known) known[1] = value;
          else model = [...model, [k, value] as [number, number]].slice(-limit);
          map.set(k, value);
        }
        for (let k = 0; k <= 12; k++)
          expect(map.get(k)).toBe(model.find(([each]) => each === k)?.[1]);
      },
    ),
  );
});

test('keys of Object.prototype are keys like others', () => {
  const map = new BoundedMap<string, number>(2);
  expect(map.get('__proto__')).toBeUndefined();
  map.set('__proto__', 1);
  map.set('constructor', 2);
  expect([map.get('__proto__'), map.get('constructor')]).toEqual([1, 2]);
});

test('first in, first out, as an array does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(), { nil: 'shift' as const }), { maxLength: 200 }),
      (steps) => {
        const fifo = new Fifo<number>();
        const model: number[] = [];
        for (const step of steps) {
          if (step === 'shift') expect(fifo.shift()).toBe(model.shift());
          else {
            fifo.push(step);
            model.push(step);
          }
          expect(fifo.size).toBe(model.length);
        }
      },
    ),
  );
});

test('a fifo of many is not slow', () => {
  const fifo = new Fifo<number>();
  for (let n = 0; n < 300_000; n++) fifo.push(n);
  for (let n = 0; n < 300_000; n++) if (fifo.shift() !== n) expect.fail(`out of order at ${n}`);
  expect(fifo.shift()).toBeUndefined();
});
