import * as z from 'zod';
import type { EventRecord } from '../../../../spec/schemas/event-record.ts';
import { uuid } from '../../../../spec/schemas/primitives.ts';
import { toEventRecord } from '../../../api/event-record.ts';
import type { Action, Store } from '../../../store/store.ts';
import type { Control } from '../../control.ts';
import { OrgId } from '../../org-id.ts';
import { ofOrg, orgsOf, type Watched } from './watched.ts';

/** A stored event. */
export const EventCondition = z.strictObject({
  event: uuid('The `event_id`.'),
  org_id: OrgId.optional(),
});
export type EventCondition = z.infer<typeof EventCondition>;

export interface FoundEvent {
  readonly org_id: string;
  readonly event: EventRecord;
}

export function watchedEvent(
  condition: EventCondition,
  store: Store,
  trace: Control['trace'],
): Watched<FoundEvent> {
  const { event, org_id } = condition;
  const id = event.toLowerCase();
  const holds = (row: Action) =>
    row.event.event_id.toLowerCase() === id &&
    (org_id === undefined || row.event.org_id === org_id);
  return {
    wanted: `event ${event}${ofOrg(condition)}`,
    async look() {
      const orgs = await orgsOf(condition, store);
      const rows = await Promise.all(orgs.map((org) => store.actions.get(org, event)));
      const row = rows.find((each) => each !== undefined);
      return row && foundIn(row);
    },
    watch: (found) =>
      store.onChange((change) => {
        if (change.kind === 'action' && holds(change.row)) found(foundIn(change.row));
      }),
    async instead() {
      try {
        const { stopped } = await trace(event, { org_id });
        if (!stopped) return 'it is on its way';
        return `${stopped.queue ?? stopped.station}: ${stopped.reason}`;
      } catch (error) {
        return (error as Error).message;
      }
    },
  };
}

function foundIn(row: Action): FoundEvent {
  return { org_id: row.event.org_id, event: toEventRecord(row) };
}
