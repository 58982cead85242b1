import type { SuccessOf } from '../../../../generated/operations.ts';
import { LIMITS } from '../../../../spec/limits.ts';
import type { Mutant, Serve } from './mutant.ts';
import { answers, read, sessionOf } from './rewriting.ts';

type Session = SuccessOf<'getSession'>;

/** What is wrong with risk summaries and alerts. */
export const riskMutants: readonly Mutant[] = [
  {
    name: 'max-risk-of-last',
    does: 'answers the score of the last event as the highest one',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: summary(async (risks, { scores }) => ({
      ...risks,
      max_risk: scores.at(-1) ?? 0,
    })),
  },
  {
    name: 'summary-of-few-events',
    does: 'counts the first hundred events of a session alone',
    foundBy: [`ingestEvents/limits/${LIMITS.eventsPerBatch}-events`],
    breakRule: summary(async (risks) => ({
      ...risks,
      total_events: Math.min(100, risks.total_events),
    })),
  },
  {
    name: 'risk-cut-at-50',
    does: 'answers no risk above 50',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: summary(async (risks) => ({ ...risks, max_risk: Math.min(50, risks.max_risk) })),
  },
  {
    name: 'summary-gone-at-the-end',
    does: 'forgets the risks of a session when it ends',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: answers('getSession', (session) => ({
      ...session,
      risk_summary:
        session.state === 'ended'
          ? { total_events: 0, max_risk: 0, avg_risk: 0 }
          : session.risk_summary,
    })),
  },
  {
    name: 'sum-for-mean',
    does: 'answers the sum of the scores, and not their mean',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: summary(async (risks, { scores }) => ({
      ...risks,
      avg_risk: Math.min(100, sum(scores)),
    })),
  },
  {
    name: 'zeros-left-out-of-mean',
    does: 'leaves scores of 0 out of the mean',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: summary(async (risks, { scores }) => {
      const some = scores.filter((score) => score > 0);
      return { ...risks, avg_risk: some.length === 0 ? 0 : Math.round(sum(some) / some.length) };
    }),
  },
  {
    name: 'mean-rounded-down',
    does: 'rounds the mean down',
    isDecided: true,
    foundBy: ['getSession/pipeline/mean-rounded-half-up'],
    breakRule: summary(async (risks, { scores }) => ({
      ...risks,
      avg_risk: scores.length === 0 ? 0 : Math.floor(sum(scores) / scores.length),
    })),
  },
  {
    name: 'mean-rounded-up',
    does: 'rounds the mean up',
    isDecided: true,
    foundBy: ['getSession/pipeline/mean-rounded-down'],
    breakRule: summary(async (risks, { scores }) => ({
      ...risks,
      avg_risk: scores.length === 0 ? 0 : Math.ceil(sum(scores) / scores.length),
    })),
  },
  {
    name: 'mean-with-fraction',
    does: 'answers the mean with a fraction',
    foundBy: ['getSession/pipeline/risk-summary'],
    breakRule: answers('getSession', ({ risk_summary, ...session }) => ({
      ...session,
      risk_summary: { ...risk_summary, avg_risk: risk_summary.avg_risk + 0.2 },
    })),
  },
  {
    name: 'no-summary-without-events',
    does: 'answers null for the risks of a session without events',
    foundBy: ['getSession/success'],
    breakRule: answers('getSession', ({ risk_summary, ...session }) => ({
      ...session,
      risk_summary: risk_summary.total_events === 0 ? null : risk_summary,
    })),
  },
  {
    name: 'children-in-summary',
    does: 'counts the events of the children too',
    isDecided: true,
    foundBy: ['getSession/pipeline/own-events-alone'],
    breakRule: answers('getSession', async (session, call, serve) => {
      const risk_summary = { ...session.risk_summary };
      for (const { id } of session.children) {
        const child = await sessionOf(call, serve, id);
        risk_summary.total_events += child.risk_summary.total_events;
      }
      return { ...session, risk_summary };
    }),
  },
  {
    name: 'no-alerts',
    does: 'raises no alert',
    isDecided: true,
    foundBy: ['listAlerts/pipeline/blocked-decision'],
    breakRule: answers('listAlerts', (page) => ({ ...page, alerts: [] })),
  },
  {
    name: 'alerts-twice',
    does: 'raises each alert twice',
    isDecided: true,
    foundBy: ['listAlerts/pipeline/blocked-decision'],
    breakRule: answers('listAlerts', ({ alerts, ...page }) => ({
      ...page,
      alerts: alerts.flatMap((alert) => [alert, { ...alert, id: crypto.randomUUID() }]),
    })),
  },
];

type Risks = Session['risk_summary'];

/** Changes the risk summary of a session, given the scores of its events, oldest first. */
function summary(
  change: (risks: Risks, more: { readonly scores: readonly number[] }) => Promise<Risks>,
): (serve: Serve) => Serve {
  return answers('getSession', async (session, call, serve) => {
    const query = { limit: String(LIMITS.page.max) };
    const response = await serve(read(call, 'listSessionEvents', { id: session.id, query }));
    const { events } = (await response.json()) as SuccessOf<'listSessionEvents'>;
    const scores = events.map(({ risk_score }) => risk_score);
    return { ...session, risk_summary: await change(session.risk_summary, { scores }) };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
