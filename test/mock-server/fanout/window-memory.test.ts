import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../mock-server/hash.ts';
import {
  DEDUPLICATION_WINDOW_MS,
  WindowMemory,
} from '../../../mock-server/fanout/window-memory.ts';

describe('the memory of a window', () => {
  it('remembers like a map whose entries last five minutes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(500), fc.nat(60_000)), { maxLength: 400 }),
        (sightings) => {
          const memory = new WindowMemory(10_000);
          const map = new Map<string, { value: number; at: number }>();
          let now = 0;
          for (const [index, [id, pause]] of sightings.entries()) {
            now += pause;
            const key = `key-${id}`;
            const known = map.get(key);
            const expected =
              known && now - known.at < DEDUPLICATION_WINDOW_MS ? known.value : undefined;
            expect(memory.recall(key, now)).toBe(expected);
            if (expected !== undefined) continue;
            memory.remember(key, index, now);
            map.set(key, { value: index, at: now });
          }
          expect(memory.forgotten).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('tells keys apart whose hashes are the same', () => {
    const byHash = new Map<number, string>();
    let pair: [string, string] | undefined;
    for (let n = 0; pair === undefined; n += 1) {
      const key = `key-${n}`;
      const other = byHash.get(hashOf(key));
      if (other !== undefined) pair = [other, key];
      byHash.set(hashOf(key), key);
    }
    const memory = new WindowMemory(10);
    memory.remember(pair[0], 1, 0);
    expect(memory.recall(pair[1], 0)).toBeUndefined();
    memory.remember(pair[1], 2, 0);
    expect(pair.map((key) => memory.recall(key, 0))).toEqual([1, 2]);
  });

  it('keeps as many as its limit, and the newest of them', () => {
    const memory = new WindowMemory(5000);
    for (let n = 0; n < 100_000; n += 1) {
      memory.remember(`key-${n}`, n, 0);
      if (n % 1000 !== 999) continue;
      for (let back = 0; back < 5000; back += 100) {
        const expected = n - back < 0 ? undefined : n - back;
        expect(memory.recall(`key-${n - back}`, 0)).toBe(expected);
      }
      expect(memory.recall(`key-${n - 5000}`, 0)).toBeUndefined();
    }
    expect(memory.forgotten).toBe(95_000);
    memory.clear();
    expect(memory.recall('key-99999', 0)).toBeUndefined();
  });

  it('is the same as a bounded map, whatever is remembered, forgotten and recalled', () => {
    const step = fc.oneof(
      { weight: 20, arbitrary: fc.record({ id: fc.nat(60), pause: fc.nat(20_000) }) },
      { weight: 1, arbitrary: fc.record({ forget: fc.integer({ min: 2, max: 5 }) }) },
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 400 }),
        fc.integer({ min: 1, max: 40 }),
        (steps, limit) => {
          const memory = new WindowMemory(limit);
          const map = new Map<string, { value: number; at: number }>();
          let now = 0;
          for (const [index, each] of steps.entries()) {
            if ('forget' in each) {
              memory.forget((key) => Number(key.slice(4)) % each.forget === 0);
              for (const key of map.keys())
                if (Number(key.slice(4)) % each.forget === 0) map.delete(key);
              continue;
            }
            now += each.pause;
            for (const [key, { at }] of map)
              if (now - at >= DEDUPLICATION_WINDOW_MS) map.delete(key);
            const key = `key-${each.id}`;
            expect(memory.recall(key, now)).toBe(map.get(key)?.value);
            if (map.has(key)) continue;
            memory.remember(key, index, now);
            if (map.size === limit) map.delete(map.keys().next().value!);
            map.set(key, { value: index, at: now });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('costs the ids of an idle hour nothing that counts as forgotten', () => {
    const memory = new WindowMemory(4);
    for (let n = 0; n < 10; n += 1) memory.remember(`key-${n}`, n, n * 3_600_000);
    expect(memory.forgotten).toBe(0);
  });
});
