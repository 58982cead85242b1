import { operations } from '../../spec/operations.ts';
import { CannotRun } from './cannot-run.ts';
import { FLAGS, VARIABLES, type CredentialName, type Credentials } from './credentials.ts';
import { Deviation } from './deviation.ts';
import type { Exchange } from './exchange.ts';
import { visible } from './reporters/visible.ts';
import type { Requests } from './requests.ts';
import type { Secrets } from './secrets.ts';
import { told } from './told.ts';

/** What the set-up looks at. */
export interface SetUp {
  readonly requests: Requests;
  readonly secrets: Secrets;
  /** As they were given: those that were minted are the server's own affair. */
  readonly given: Credentials;
  readonly hasToken: boolean;
}

/**
 * Makes sure that there is a server, that it is the API, and that it takes the credentials that were
 * given: a set-up that fails says nothing of the server, and is never a pass. A registration token is
 * not looked at, for that would spend it.
 * @throws CannotRun that names the remedy
 */
export async function checkSetUp({ requests, secrets, given, hasToken }: SetUp): Promise<void> {
  const why =
    (await whyNot(requests, hasToken)) ??
    (given.otherToken && (await whyRefused(requests, 'otherToken', ['listSessions']))) ??
    // Where only some operations refuse it, that is a finding of the suite.
    (given.jwt && (await whyRefused(requests, 'jwt', ['listTokens', 'listSessions'])));
  if (why) throw new CannotRun(visible(secrets.maskAll(why)));
}

async function whyNot(requests: Requests, hasToken: boolean): Promise<string | undefined> {
  const exchange = await ask(requests, 'listSessions', 'token');
  if (typeof exchange === 'string') return exchange;
  const { request, answer } = exchange;
  const { status, headers } = answer!;
  if (status === 401 || status === 403) {
    return hasToken
      ? `the token is not good, where a service or personal token is needed: ${told(answer!)}`
      : 'there is no token, and the server, being no quint-mock, mints none: set `token` or QUINT_DEPLOY_TOKEN';
  }
  if (status >= 300 && status < 400) {
    return `the server redirects to ${headers.get('location')}: verify the URL it leads to`;
  }
  if (hasSessions(exchange)) return undefined;
  return `this is not the API, or it is out of order: ${request.url}: ${told(answer!)}`;
}

/** Whether it is the answer of nothing else. */
function hasSessions({ answer }: Exchange): boolean {
  const { status, text } = answer!;
  if (status !== operations.listSessions.success.status) return false;
  try {
    return Array.isArray((JSON.parse(text) as { sessions?: unknown } | null)?.sessions);
  } catch {
    return false;
  }
}

/** Why a credential is no good: none of the operations takes it. */
async function whyRefused(
  requests: Requests,
  as: CredentialName,
  ids: readonly ('listSessions' | 'listTokens')[],
): Promise<string | undefined> {
  let why = '';
  for (const id of ids) {
    const exchange = await ask(requests, id, as);
    if (typeof exchange === 'string') return exchange;
    if (exchange.answer!.status === operations[id].success.status) return undefined;
    why = told(exchange.answer!);
  }
  return `${as} (--${FLAGS[as]}, ${VARIABLES[as].slice(1)}) is not good: ${why}`;
}

/** The answer, or why there is none. */
async function ask(
  requests: Requests,
  id: 'listSessions' | 'listTokens',
  as: CredentialName,
): Promise<Exchange | string> {
  try {
    return await requests.send(id, { as, query: { limit: 1 } });
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
    return `the server does not answer, is it running? ${error.exchange?.request.url}: ${error.actual}`;
  }
}
