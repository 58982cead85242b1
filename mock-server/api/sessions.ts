import { LIMITS } from '../../spec/limits.ts';
import { ApiError } from '../http/api-error.ts';
import type { Handler } from '../operation.ts';
import type { SessionRow, Store } from '../store/store.ts';
import { encode, pageRequest } from './cursor.ts';
import { toEventRecord } from './event-record.ts';
import { toSession } from './session-view.ts';
import { inUtc } from './time-span.ts';

export const getSession: Handler<'getSession'> = async ({ params, caller }, { store }) => {
  const { org_id } = caller;
  const row = await find(store, org_id, params.id);
  const [children, risk_summary] = await Promise.all([
    store.sessions.children(org_id, row.id, { limit: LIMITS.page.max }),
    store.actions.riskSummary(org_id, row.id),
  ]);
  return { ...toSession(row), children: children.rows.map(toSession), risk_summary };
};

export const listSessions: Handler<'listSessions'> = async ({ query, caller }, { store }) => {
  const { rows, next } = await store.sessions.list(caller.org_id, inUtc(query), pageRequest(query));
  return { sessions: rows.map(toSession), next_cursor: encode(next) };
};

export const listSessionEvents: Handler<'listSessionEvents'> = async (
  { params, query, caller },
  { store },
) => {
  const { org_id } = caller;
  const { id } = await find(store, org_id, params.id);
  const { rows, next } = await store.actions.listOfSession(org_id, id, pageRequest(query));
  return { events: rows.map(toEventRecord), next_cursor: encode(next) };
};

export const listSessionChildren: Handler<'listSessionChildren'> = async (
  { params, query, caller },
  { store },
) => {
  const { org_id } = caller;
  const { id } = await find(store, org_id, params.id);
  const { rows, next } = await store.sessions.children(org_id, id, pageRequest(query));
  return { children: rows.map(toSession), next_cursor: encode(next) };
};

async function find(store: Store, orgId: string, id: string): Promise<SessionRow> {
  const row = await store.sessions.get(orgId, id);
  if (!row) throw new ApiError('not_found', `There is no session ${id}`);
  return row;
}
