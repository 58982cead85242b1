import * as z from 'zod';
import { LIMITS } from '../../../../spec/limits.ts';
import { Alert, AlertSeverity } from '../../../../spec/schemas/alert.ts';
import { sessionId, text, uuid } from '../../../../spec/schemas/primitives.ts';
import { toAlert } from '../../../api/alert-view.ts';
import type { AlertRow, Position, Store } from '../../../store/store.ts';
import { OrgId } from '../../org-id.ts';
import { ofOrg, orgsOf, withFields, type Watched } from './watched.ts';

/** An alert; all that is given must hold. */
export const AlertCondition = z.strictObject({
  alert: z.strictObject({
    rule_id: text('The rule that fired.').optional(),
    severity: AlertSeverity.optional(),
    session_id: sessionId('The session it concerns.').optional(),
    event_id: uuid('The event that made the rule fire.').optional(),
  }),
  org_id: OrgId.optional(),
});
export type AlertCondition = z.infer<typeof AlertCondition>;

export interface FoundAlert {
  readonly org_id: string;
  readonly alert: Alert;
}

export function watchedAlert(condition: AlertCondition, store: Store): Watched<FoundAlert> {
  const { alert, org_id } = condition;
  const event_id = alert.event_id?.toLowerCase();
  const holds = (row: AlertRow) =>
    (org_id === undefined || row.org_id === org_id) &&
    (alert.rule_id === undefined || row.rule_id === alert.rule_id) &&
    (alert.severity === undefined || row.severity === alert.severity) &&
    (alert.session_id === undefined || row.session_id === alert.session_id) &&
    (event_id === undefined || row.event_id.toLowerCase() === event_id);
  return {
    wanted: `an alert${ofOrg(condition)}${withFields(alert)}`,
    async look() {
      for (const org of await orgsOf(condition, store)) {
        for await (const row of alertsOf(store, org)) if (holds(row)) return foundIn(row);
      }
      return undefined;
    },
    watch: (found) =>
      store.onChange((change) => {
        if (change.kind === 'alert' && holds(change.row)) found(foundIn(change.row));
      }),
    async instead() {
      for (const org of await orgsOf(condition, store)) {
        for await (const { rule_id, severity, session_id } of alertsOf(store, org)) {
          return `the latest alert of ${org} is ${rule_id} (${severity}) in session ${session_id}`;
        }
      }
      return 'there is no alert';
    },
  };
}

/** Newest first. */
async function* alertsOf(store: Store, orgId: string): AsyncGenerator<AlertRow> {
  let after: Position | undefined;
  do {
    const page = await store.alerts.list(orgId, {}, { limit: LIMITS.page.max, after });
    yield* page.rows;
    after = page.next ?? undefined;
  } while (after);
}

function foundIn(row: AlertRow): FoundAlert {
  return { org_id: row.org_id, alert: toAlert(row) };
}
