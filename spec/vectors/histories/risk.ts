import { at, batch, detail, event, harmless, session, start, type History } from '../history.ts';

const scored = (n: number, id: string, ...scores: number[]) =>
  scores.map((risk_score, index) => event(n + index, id, at(index), { risk_score }));

const rounded = (
  n: number,
  name: string,
  because: string,
  scores: number[],
  max_risk: number,
  avg_risk: number,
): History => ({
  name,
  because,
  documented: false,
  steps: [batch(...scored(n, name, ...scores))],
  expected: detail(name, {
    platform: 'cursor',
    started_at: at(0),
    risk_summary: { total_events: scores.length, max_risk, avg_risk },
  }),
});

/** Rule 7: the risk summary. */
export const riskHistories: readonly History[] = [
  {
    name: 'risk-none',
    because: 'Rule 7: 0 and 0 where there is no event.',
    documented: false,
    steps: [start('risk-none', at(0))],
    expected: detail('risk-none', { started_at: at(0) }),
  },
  rounded(48, 'risk-exact', 'Rule 7: highest and mean of all events.', [10, 20, 90], 90, 40),
  rounded(52, 'risk-half', 'Rule 7: half is rounded up: 2.5 is 3.', [2, 3], 3, 3),
  rounded(56, 'risk-half-odd', 'Rule 7: and not to the even: 1.5 is 2, 0.5 is 1.', [0, 1], 1, 1),
  rounded(60, 'risk-below-half', 'Rule 7: less than half is rounded down.', [1, 1, 2], 2, 1),
  rounded(64, 'risk-zero-counts', 'Rule 7: 0 is a score.', [0, 0, 0, 100], 100, 25),
  {
    name: 'risk-repeated',
    because: 'Rule 7: an event that is sent again counts once (§2).',
    documented: false,
    steps: [
      batch(...scored(68, 'risk-repeated', 10, 90)),
      batch(...scored(68, 'risk-repeated', 10, 90)),
      batch(...scored(68, 'risk-repeated', 10, 10)),
    ],
    expected: detail('risk-repeated', {
      platform: 'cursor',
      started_at: at(0),
      risk_summary: { total_events: 2, max_risk: 90, avg_risk: 50 },
    }),
  },
  {
    name: 'risk-of-children',
    because: "Rule 7: the events of its children are not the session's own.",
    documented: false,
    steps: [
      batch(
        event(72, 'risk-of-children', at(0), { risk_score: 5 }),
        event(73, 'risk-of-children:sub:1', at(1), { risk_score: 95 }),
      ),
    ],
    expected: detail('risk-of-children', {
      platform: 'cursor',
      started_at: at(0),
      children: [
        session('risk-of-children:sub:1', {
          platform: 'cursor',
          parent_id: 'risk-of-children',
          started_at: at(1),
        }),
      ],
      risk_summary: { ...harmless(1), max_risk: 5, avg_risk: 5 },
    }),
  },
];
