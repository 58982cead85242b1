import type { Handler } from '../operation.ts';

export const stream: Handler<'stream'> = async ({ caller, headers }, { live }) =>
  live.open(caller.org_id, headers['Last-Event-ID'], caller.token?.hash);
