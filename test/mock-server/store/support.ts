import type { SessionRow } from '../../../mock-server/store/store.ts';
import { second } from '../support/samples.ts';

/** A session of which nothing was reported but that it is there, unless `fields` say more. */
export function sessionRow(fields: Pick<SessionRow, 'org_id' | 'id'> & Partial<SessionRow>) {
  const row: SessionRow = {
    session_name: undefined,
    model: undefined,
    signing_id: undefined,
    platform: undefined,
    reported_parent_id: undefined,
    parent_id: null,
    state: 'active',
    started_at: second(0),
    ended_at: null,
    state_from: undefined,
    ...fields,
  };
  return row;
}
