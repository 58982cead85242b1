import type { SuccessOf } from '../../../generated/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { BLOCKED, ingest, itemsOf } from './scenario.ts';

type Alert = SuccessOf<'listAlerts'>['alerts'][number];
type Query = Readonly<Record<string, string>>;

/** Each filter of `listAlerts`: with it the alert is there, and with the other it is not. */
const FILTERS: Readonly<
  Record<'severity' | 'session_id' | 'since', (alert: Alert, trial: Trial) => [Query, Query]>
> = {
  severity: ({ session_id, severity }) => [
    { session_id, severity },
    { session_id, severity: severity === 'low' ? 'high' : 'low' },
  ],
  session_id: ({ session_id }, { ids }) => [{ session_id }, { session_id: ids.session() }],
  since: ({ session_id, created_at }) => [
    { session_id, since: created_at },
    { session_id, since: new Date(Date.parse(created_at) + 1000).toISOString() },
  ],
};

export const alertFilters: readonly ConformanceCase[] = Object.entries(FILTERS).map(
  ([name, filter]): ConformanceCase => ({
    id: `listAlerts/filters/${name}`,
    operation: 'listAlerts',
    basis: 'decided',
    title: `alerts are listed by ${name}`,
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      await ingest(trial, [trial.event({ session_id, ...BLOCKED })]);
      const listed = async (query: Query) => (await itemsOf(trial, 'listAlerts', { query })) ?? [];
      const alert = await trial.eventually('an alert of a blocked decision', async () => {
        return (await listed({ session_id }))[0];
      });
      const [within, without] = filter(alert, trial);
      const found = await listed(within);
      const asked = String(new URLSearchParams(within));
      trial.expect(
        found.length === 1 && found[0]?.id === alert.id,
        `the alert ${alert.id} for ${asked}`,
        `there are ${JSON.stringify(found)}`,
      );
      const others = await listed(without);
      trial.expect(
        others.length === 0,
        `no alert for ${String(new URLSearchParams(without))}`,
        `there are ${JSON.stringify(others)}`,
      );
    },
  }),
);
