import { describe, expect, test } from 'vitest';
import { RuleTest } from '../../../mock-server/alert-processor/rule-test.ts';
import { event } from '../support/samples.ts';

function holds(match: Record<string, string | string[]>, fields: object): boolean {
  const rule = new RuleTest({ id: 'a', title: 'a', severity: 'low', match });
  return rule.holds({ ...event(), ...fields, org_id: 'o' });
}

describe('a field is compared letter for letter', () => {
  test.each<[Record<string, string | string[]>, object, boolean]>([
    [{ decision: 'block' }, { decision: 'block' }, true],
    [{ decision: 'block' }, { decision: 'Block' }, false],
    [{ decision: 'block' }, { decision: 'blocked' }, false],
    [{ decision: 'block' }, {}, false],
    [{ decision: '' }, {}, false],
    [{ decision: '' }, { decision: '' }, true],
    [{ decision: ['block', 'deny'] }, { decision: 'deny' }, true],
    [{ decision: ['block', 'deny'] }, { decision: 'allow' }, false],
    [{ decision: 'block', tool_name: 'Bash' }, { decision: 'block', tool_name: 'Bash' }, true],
    [{ decision: 'block', tool_name: 'Bash' }, { decision: 'block' }, false],
    [{ hostname: 'mac-1' }, { hostname: 'mac-1' }, true],
    [{ exit_code: '1' }, { exit_code: 1 }, true],
    [{ exit_code: '1' }, { exit_code: 1.5 }, false],
    [{ interactive: 'true' }, { interactive: true }, true],
    [{ parent: 'null' }, { parent: null }, false],
    [{ tags: 'a' }, { tags: ['a'] }, false],
    [{ 'labels.process_name': 'claude' }, { labels: { process_name: 'claude' } }, true],
    [{ 'labels.a.b': 'x' }, { labels: { 'a.b': 'x' } }, true],
    [{ 'labels.process_name': 'claude' }, { labels: {} }, false],
    [{ 'labels.process_name': 'claude' }, {}, false],
  ])('%j, %j: %s', (match, fields, expected) => {
    expect(holds(match, fields)).toBe(expected);
  });

  test.each(['constructor', 'toString', '__proto__'])('%s is a name like any other', (name) => {
    expect(holds({ [`labels.${name}`]: '[object Object]' }, { labels: {} })).toBe(false);
    const labels = JSON.parse(`{"${name}": "x"}`) as object;
    expect(holds({ [`labels.${name}`]: 'x' }, { labels })).toBe(true);
  });
});

test('a rule without fields takes every event', () => {
  expect(holds({}, {})).toBe(true);
});
