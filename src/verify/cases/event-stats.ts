import type { ConformanceCase } from '../conformance-case.ts';
import { instant } from '../ids.ts';
import type { Trial } from '../trial.ts';
import { ingest, stored } from './scenario.ts';

const YEARS_1990_TO_2010_S = 631_152_000;

/** Counts over a span of time. No document shows the body. */
export const eventStats: readonly ConformanceCase[] = [
  {
    id: 'getEventStats/stats/span',
    operation: 'getEventStats',
    basis: 'decided',
    title: 'the statistics of a span count its events, sessions, decisions and risks',
    async run(trial: Trial) {
      // Statistics are of the whole organisation: a second long ago that is ours alone.
      const second = aMomentLongAgo(trial);
      const session_id = trial.ids.session();
      const events = [
        trial.event({ session_id, timestamp: instant(second), risk_score: 5, decision: 'allow' }),
        trial.event({
          session_id,
          timestamp: instant(second + 1),
          risk_score: 20,
          decision: 'allow',
        }),
        trial.event({ timestamp: instant(second + 2), risk_score: 90, decision: 'block' }),
      ];
      const before = trial.event({ session_id, timestamp: instant(second - 1), risk_score: 50 });
      const after = trial.event({ session_id, timestamp: instant(second + 3), risk_score: 50 });
      await ingest(trial, [before, ...events, after]);
      for (const event of [before, ...events, after]) await stored(trial, event);
      const query = { since: instant(second), until: instant(second + 2) };
      const wanted = {
        ...query,
        total_events: 3,
        total_sessions: 2,
        decisions: { allow: 2, block: 1 },
        risk_distribution: { none: 1, low: 1, medium: 0, high: 0, critical: 1 },
        max_risk: 90,
        avg_risk: 38,
      };
      const stats = await trial.eventually('3 events in the span', async () => {
        const found = await trial.succeed('getEventStats', { query });
        return found.total_events >= 3 ? found : undefined;
      });
      for (const [name, value] of Object.entries(wanted)) {
        const found = stats[name as keyof typeof wanted];
        trial.expect(
          sorted(found) === sorted(value),
          `${name} ${JSON.stringify(value)}`,
          `it is ${JSON.stringify(found)}`,
        );
      }
    },
  },
  {
    id: 'getEventStats/stats/last-day',
    operation: 'getEventStats',
    basis: 'decided',
    title: 'without a span they are those of the last 24 hours',
    async run(trial: Trial) {
      await ingest(trial, [trial.event()]);
      const { since, until } = await trial.eventually('an event of the last hour', async () => {
        const found = await trial.succeed('getEventStats');
        return found.total_events > 0 ? found : undefined;
      });
      const hours = (Date.parse(until) - Date.parse(since)) / 3_600_000;
      trial.expect(hours === 24, 'a span of 24 hours', `it is of ${hours}`);
    },
  },
];

function aMomentLongAgo({ ids }: Trial): number {
  return (
    YEARS_1990_TO_2010_S + (Number.parseInt(ids.uuid().slice(0, 8), 16) % YEARS_1990_TO_2010_S)
  );
}

/** As text, in which the order of the keys has no meaning. */
function sorted(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);
}
