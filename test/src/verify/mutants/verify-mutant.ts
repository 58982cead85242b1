import { createMockServer } from '../../../../mock-server/index.ts';
import { verify, type Report, type VerifyOptions } from '../../../../src/verify/index.ts';
import type { Mutant } from './mutant.ts';

/** Verifies a mutant in this process. */
export async function verifyMutant(
  { breakRule }: Pick<Mutant, 'breakRule'>,
  options: Pick<VerifyOptions, 'only' | 'timeout' | 'strict'>,
): Promise<Report> {
  await using mock = createMockServer();
  const serve = breakRule((request) => mock.fetch(request));
  return await verify({
    baseUrl: 'http://mock',
    fetch: (url, init) => serve(new Request(url, init)),
    ...options,
  });
}
