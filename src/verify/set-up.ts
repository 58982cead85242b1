import { CannotRun } from './cannot-run.ts';
import { Deviation } from './deviation.ts';
import type { Answer } from './exchange.ts';
import type { Requests } from './requests.ts';
import type { Secrets } from './secrets.ts';
import { told } from './told.ts';

/**
 * Makes sure that there is a server, and that it takes the token: a set-up that fails says nothing of
 * the server, and is never a pass.
 * @throws CannotRun that names the remedy
 */
export async function checkSetUp(
  requests: Requests,
  secrets: Secrets,
  hasToken: boolean,
): Promise<void> {
  const why = await whyNot(requests, hasToken);
  if (why !== undefined) throw new CannotRun(secrets.maskAll(why));
}

async function whyNot(requests: Requests, hasToken: boolean): Promise<string | undefined> {
  const answer = await firstAnswer(requests);
  if (typeof answer === 'string') return answer;
  const { status, headers } = answer;
  if (status === 401 || status === 403) {
    return hasToken
      ? `the token is not good, where a service or personal token is needed: ${told(answer)}`
      : 'there is no token, and the server, being no quint-mock, mints none: set `token` or QUINT_DEPLOY_TOKEN';
  }
  if (status >= 300 && status < 400) {
    return `the server redirects to ${headers.get('location')}: verify the URL it leads to`;
  }
  return undefined;
}

/** It, or why there is none. */
async function firstAnswer(requests: Requests): Promise<Answer | string> {
  try {
    return (await requests.send('listSessions', { query: { limit: 1 } })).answer!;
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
    return `the server does not answer, is it running? ${error.exchange!.request.url}: ${error.actual}`;
  }
}
