import type { MockServer } from '../../../../../mock-server/index.ts';
import type { Serve } from '../../mutants/mutant.ts';
import { instead } from '../../mutants/rewriting.ts';
import { OTHER_ORG } from './foreign.ts';

/**
 * A server whose events, sessions and alerts are read from a replica, to which everything that is
 * ingested comes after `lag` milliseconds, in the order in which it was sent. The lag is real time, for
 * that is what the suite waits in.
 * @param otherToken the one credential that is not of the local org
 */
export async function lagging(
  mock: MockServer,
  replica: MockServer,
  otherToken: string,
  lag: number,
): Promise<Serve> {
  const own = `Bearer ${(await replica.tokens()).service}`;
  const other = `Bearer ${await replica.mintToken({ org_id: OTHER_ORG, type: 'service' })}`;
  /** The request as the replica takes it: every org has one credential there. */
  const there = (request: Request, authorization: string) => {
    const headers = new Headers(request.headers);
    headers.set('authorization', authorization === `Bearer ${otherToken}` ? other : own);
    return new Request(request, { headers });
  };
  let line = Promise.resolve<unknown>(undefined);
  const ingests = instead(['ingestEvents', 'ingestSession'], async (call, serve) => {
    const copy = there(call.request.clone(), call.authorization);
    const response = await serve(call.request);
    if (response.ok) {
      const due = new Promise((resolve) => setTimeout(resolve, lag));
      line = Promise.all([line, due]).then(() => replica.fetch(copy));
    }
    return response;
  });
  const reads = instead(
    [
      'getSession',
      'listSessions',
      'listSessionEvents',
      'listSessionChildren',
      'listEvents',
      'getEvent',
      'getEventStats',
      'listAlerts',
    ],
    async (call, serve) => {
      const copy = there(call.request.clone(), call.authorization);
      const response = await serve(call.request);
      // Who may read, and what is no request at all, is known at once.
      return response.ok || response.status === 404 ? replica.fetch(copy) : response;
    },
  );
  return reads(ingests((request) => mock.fetch(request)));
}
