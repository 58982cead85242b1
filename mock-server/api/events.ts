import { ApiError } from '../http/api-error.ts';
import type { Handler } from '../operation.ts';
import { encode, pageRequest } from './cursor.ts';
import { toEventRecord } from './event-record.ts';
import { inUtc } from './time-span.ts';

export const listEvents: Handler<'listEvents'> = async ({ query, caller }, { store }) => {
  const { rows, next } = await store.actions.list(caller.org_id, inUtc(query), pageRequest(query));
  return { events: rows.map(toEventRecord), next_cursor: encode(next) };
};

export const getEvent: Handler<'getEvent'> = async ({ params, caller }, { store }) => {
  const action = await store.actions.get(caller.org_id, params.id);
  if (!action) throw new ApiError('not_found', `There is no event ${params.id}`);
  return toEventRecord(action);
};
