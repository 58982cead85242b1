import { describe, expect, it } from 'vitest';
import {
  compileFilterPolicy,
  type FilterPolicy,
} from '../../../mock-server/fanout/filter-policy.ts';

describe('filter policies (F53)', () => {
  it.each<[FilterPolicy, unknown, boolean]>([
    [{ kind: ['event'] }, { kind: 'event' }, true],
    [{ kind: ['event', 'lifecycle'] }, { kind: 'lifecycle' }, true],
    [{ kind: ['event'] }, { kind: 'lifecycle' }, false],
    [{ kind: ['event'] }, {}, false],
    [{ kind: ['event'] }, undefined, false],
    [{ kind: ['event'] }, { kind: ['other', 'event'] }, true],
    [{ kind: ['event'], org: ['a'] }, { kind: 'event', org: 'b' }, false],
    [{ n: [1] }, { n: 1 }, true],
    [{ n: [1] }, { n: '1' }, false],
    [{ n: [null] }, { n: null }, true],
    [{ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 5 }, true],
    [{ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 0 }, false],
    [{ n: [{ numeric: ['=', 5] }] }, { n: '5' }, false],
    [{ name: [{ prefix: 'ab' }] }, { name: 'abc' }, true],
    [{ name: [{ suffix: 'bc' }] }, { name: 'abc' }, true],
    [{ name: [{ suffix: 'ab' }] }, { name: 'abc' }, false],
    [{ name: [{ 'equals-ignore-case': 'AbC' }] }, { name: 'aBc' }, true],
    [{ name: [{ exists: true }] }, { name: '' }, true],
    [{ name: [{ exists: false }] }, {}, true],
    [{ toString: [{ exists: true }] }, {}, false],
    [{ name: [{ 'anything-but': 'a' }] }, { name: 'b' }, true],
    [{ name: [{ 'anything-but': ['a', 'b'] }] }, { name: 'b' }, false],
    [{ name: [{ 'anything-but': { prefix: 'a' } }] }, { name: 'ab' }, false],
    [{ name: [{ 'anything-but': 'a' }] }, {}, false],
    [{ a: { b: ['c'] } }, { a: { b: 'c' } }, true],
    [{ a: { b: ['c'] } }, { a: 'c' }, false],
    [{}, {}, true],
  ])('%j on %j: %s', (policy, subject, expected) => {
    expect(compileFilterPolicy(policy)(subject)).toBe(expected);
  });

  it.each([
    [{ a: [{ cidr: '10.0.0.0/8' }] }],
    [{ a: [{ numeric: ['~', 1] }] }],
    [{ a: [{ numeric: ['='] }] }],
  ])('refuses %j', (policy) => {
    expect(() => compileFilterPolicy(policy as never)).toThrow(
      expect.objectContaining({ code: 'InvalidParameter' }),
    );
  });
});
