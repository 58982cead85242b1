import { LOCAL_ORG, type MockServer } from '../../../../../mock-server/index.ts';
import type { VerifyOptions } from '../../../../../src/verify/index.ts';
import type { Serve } from '../../mutants/mutant.ts';

/** The credentials to verify a server that is not `quint-mock`: it has no control plane to mint by. */
export async function foreign(mock: MockServer) {
  const { service: token, enrollment: registrationToken, jwt } = await mock.tokens();
  const otherToken = await mock.mintToken({ org_id: OTHER_ORG, type: 'service' });
  return { baseUrl: 'http://foreign', token, otherToken, registrationToken, jwt };
}

export const OTHER_ORG = `not-${LOCAL_ORG}`;

/** How such a server is reached. */
export function fetchOf(serve: Serve): NonNullable<VerifyOptions['fetch']> {
  return async (url, init) =>
    new URL(url).pathname.startsWith('/_mock')
      ? new Response(null, { status: 404 })
      : serve(new Request(url, init));
}
