import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AlertIds } from '../../../mock-server/alert-processor/alert-ids.ts';
import { Alert } from '../../../spec/schemas/alert.ts';

const uuid = fc.uuid();

test('an id is a UUID of version 8, and the same every time, in either case', () => {
  fc.assert(
    fc.property(uuid, fc.string(), (eventId, rule) => {
      const id = new AlertIds(rule).of('o', eventId);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      Alert.shape.id.parse(id);
      expect(new AlertIds(rule).of('o', eventId.toUpperCase())).toBe(id);
    }),
  );
});

test('no two of org, rule and event share one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(uuid, { minLength: 2, maxLength: 20 }), (eventIds) => {
      const seen = new Set<string>();
      for (const rule of ['a', 'b', 'ab']) {
        const ids = new AlertIds(rule);
        for (const org of ['o', 'oa']) for (const each of eventIds) seen.add(ids.of(org, each));
      }
      expect(seen.size).toBe(3 * 2 * eventIds.length);
    }),
    { numRuns: 30 },
  );
});

test.each(['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'])(
  'the UUID %s is an event id like any other',
  (eventId) => {
    Alert.shape.id.parse(new AlertIds('a').of('o', eventId));
  },
);
