import * as z from 'zod';
import { sessionId } from '../../../../spec/schemas/primitives.ts';
import { SessionState } from '../../../../spec/schemas/session-state.ts';
import type { Session } from '../../../../spec/schemas/session.ts';
import { toSession } from '../../../api/session-view.ts';
import type { SessionRow, Store } from '../../../store/store.ts';
import { OrgId } from '../../org-id.ts';
import { ofOrg, orgsOf, type Watched } from './watched.ts';

/** A session, in a state or in any. */
export const SessionCondition = z.strictObject({
  session: sessionId('The session.'),
  state: SessionState.optional(),
  org_id: OrgId.optional(),
});
export type SessionCondition = z.infer<typeof SessionCondition>;

export interface FoundSession {
  readonly org_id: string;
  readonly session: Session;
}

export function watchedSession(condition: SessionCondition, store: Store): Watched<FoundSession> {
  const { session, state, org_id } = condition;
  const holds = (row: SessionRow) =>
    row.id === session &&
    (state === undefined || row.state === state) &&
    (org_id === undefined || row.org_id === org_id);
  const rows = async () => {
    const orgs = await orgsOf(condition, store);
    const found = await Promise.all(orgs.map((org) => store.sessions.get(org, session)));
    return found.filter((row) => row !== undefined);
  };
  return {
    wanted: `session ${session}${ofOrg(condition)}${state === undefined ? '' : ` in the state ${state}`}`,
    async look() {
      const row = (await rows()).find(holds);
      return row && foundIn(row);
    },
    watch: (found) =>
      store.onChange((change) => {
        if (change.kind === 'session' && holds(change.row)) found(foundIn(change.row));
      }),
    async instead() {
      const others = await rows();
      if (others.length === 0) return 'there is no such session';
      return others.map((row) => `it is ${row.state} in ${row.org_id}`).join(', ');
    },
  };
}

function foundIn(row: SessionRow): FoundSession {
  return { org_id: row.org_id, session: toSession(row) };
}
