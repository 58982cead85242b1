import type { Handler } from '../operation.ts';
import { toAlert } from './alert-view.ts';
import { encode, pageRequest } from './cursor.ts';
import { inUtc } from './time-span.ts';

export const listAlerts: Handler<'listAlerts'> = async ({ query, caller }, { store }) => {
  const { rows, next } = await store.alerts.list(caller.org_id, inUtc(query), pageRequest(query));
  return { alerts: rows.map(toAlert), next_cursor: encode(next) };
};
