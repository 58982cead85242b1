import { describe, expect, test } from 'vitest';
import { parseAlertRules } from '../../../mock-server/alert-processor/alert-rule.ts';
import { createMockServer, DEFAULT_ALERT_RULES } from '../../../mock-server/index.ts';

const RULE = { id: 'a', title: 'A rule', severity: 'low', risk_min: 50 } as const;

test('the built-in rules are rules', () => {
  expect(parseAlertRules(DEFAULT_ALERT_RULES)).toEqual(DEFAULT_ALERT_RULES);
});

test.each([
  [[]],
  [[{ ...RULE, id: 'x'.repeat(64), title: 'x'.repeat(200), risk_min: 0 }]],
  [[{ ...RULE, risk_min: 100, match: { decision: 'block', 'labels.a.b': ['', 'x'] } }]],
  [[{ ...RULE, count: { at_least: 1, within_seconds: 86_400 } }]],
  [
    [
      { ...RULE, count: { at_least: 100, within_seconds: 1 } },
      { ...RULE, id: 'A' },
    ],
  ],
  [Array.from({ length: 100 }, (_, n) => ({ ...RULE, id: `rule-${n}` }))],
])('%j is taken as it is', (rules) => {
  expect(parseAlertRules(structuredClone(rules))).toEqual(rules);
});

test('a field of any name is data', () => {
  const [rule] = parseAlertRules(
    JSON.parse(
      `[{"id":"a","title":"t","severity":"low","match":{"__proto__":"x","constructor":"y"}}]`,
    ),
  );
  expect(Object.entries(rule!.match!)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

describe('what is wrong is told with its place and a remedy', () => {
  const { risk_min: _, ...bare } = RULE;
  test.each<[unknown, string]>([
    [undefined, 'must be a list of rules'],
    [{ rules: [] }, 'must be a list of rules'],
    [[null], '/0 must be an object with the fields id, title'],
    [[RULE, { ...RULE, id: undefined }], '/1/id must be a string that names the rule'],
    [[{ ...RULE, id: 'a b' }], '/0/id must be 1–64 letters'],
    [[{ ...RULE, id: 'x'.repeat(65) }], '/0/id must be 1–64 letters'],
    [[{ ...RULE, title: 'a\nb' }], '/0/title must be one line'],
    [[{ ...RULE, title: '' }], '/0/title must be one line'],
    [[{ ...RULE, severity: 'grave' }], '/0/severity must be one of critical, high, medium, low'],
    [[{ ...RULE, sevrity: 'low' }], '/0 has no field "sevrity"; there are: id, title, severity'],
    [[{ ...RULE, risk_min: 101 }], '/0/risk_min must be at most 100'],
    [[{ ...RULE, risk_min: -1 }], '/0/risk_min must be at least 0'],
    [[{ ...RULE, risk_min: '50' }], '/0/risk_min must be an integer from 0 to 100'],
    [[{ ...RULE, match: ['block'] }], '/0/match must be an object of strings or lists'],
    [[{ ...RULE, match: { 'a/b': 1 } }], '/0/match/a~1b must be a string or a list'],
    [[{ ...RULE, match: { a: [] } }], '/0/match/a must be a string or a list of 1–100'],
    [[{ ...RULE, match: { labels: 'x' } }], '/0/match/labels holds many labels; name one'],
    [[{ ...RULE, count: { at_least: 5 } }], '/0/count/within_seconds must be an integer'],
    [
      [{ ...RULE, count: { at_least: 0, within_seconds: 1 } }],
      '/0/count/at_least must be at least 1',
    ],
    [[{ ...RULE, count: { at_least: 1, within_seconds: 86_401 } }], 'must be at most 86400'],
    [[bare], '/0 would fire for every event; give it match, risk_min or count'],
    [[{ ...bare, match: {} }], '/0 would fire for every event'],
    [[RULE, { ...RULE, id: 'b' }, RULE], '/2/id is the id of the rule at /0, too'],
    [Array.from({ length: 101 }, (__, n) => ({ ...RULE, id: `${n}` })), 'more than 100 rules'],
    [[{ ...RULE, risk_min: 'x', title: 5 }], '(and 1 more)'],
  ])('%j', (value, message) => {
    expect(() => parseAlertRules(value)).toThrow(message);
  });

  test('by the server, too', () => {
    const alertRules = [{ ...RULE, risk_min: 1000 }];
    expect(() => createMockServer({ alertRules })).toThrow(
      new TypeError('alert rules: /0/risk_min must be at most 100'),
    );
  });
});
