import { operations } from '../../spec/operations.ts';
import type { CredentialName, Credentials } from './credentials.ts';
import { Deadline } from './deadline.ts';
import type { Settings } from './settings.ts';
import { quoted } from './shell.ts';
import type { Stop } from './stop.ts';

/** What a run works with. */
interface WithMinted {
  readonly credentials: Credentials;
  /** Of each that was minted, a command for bash that prints another like it. */
  readonly minted: Credentials;
}

/** What of the control plane's answers is of interest here. */
interface MockAnswer {
  readonly routes?: unknown;
  readonly token?: string;
  readonly jwt?: string;
  readonly requests?: readonly { readonly org_id: string | null }[];
}

/**
 * Milliseconds until a server that has said nothing is taken for none of ours; and the least that an
 * answer of the set-up is waited for, for nothing can be tried without it.
 */
export const SET_UP_MS = 2_000;

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * The credentials that were given, and, of a server that is `quint-mock`, those that were not: its
 * control plane mints them, so that all of the suite is run with one flag or none.
 */
export async function withMinted(
  { credentials: given, baseUrl, fetch, timeout }: Settings,
  stop: Stop,
): Promise<WithMinted> {
  const patience = Math.max(timeout, SET_UP_MS);
  const call = async (method: string, path: string, init: RequestInit = {}, ms = patience) => {
    // A control plane that hangs must not hold up what has not begun.
    const deadline = new Deadline(ms, stop);
    try {
      const { signal } = deadline;
      const response = await deadline.before(fetch(baseUrl + path, { ...init, method, signal }));
      if (!response.ok) return undefined;
      return (await deadline.before(response.json())) as MockAnswer | null;
    } catch {
      return undefined;
    } finally {
      deadline.end();
    }
  };
  if (!(await call('GET', '/_mock', {}, SET_UP_MS))?.routes)
    return { credentials: given, minted: {} };

  // What a credential belongs to is in the journal.
  const orgOf = async (credential: string | undefined) => {
    if (credential === undefined) return 'verify';
    const headers = { authorization: `Bearer ${credential}` };
    await call('GET', `${operations.listSessions.path}?limit=1`, { headers });
    const requests = (await call('GET', '/_mock/journal?operation=listSessions'))?.requests ?? [];
    return requests[0]?.org_id ?? 'verify';
  };
  const org_id = await orgOf(given.token ?? given.jwt);
  const other = `other-${crypto.randomUUID().slice(0, 8)}`;
  const credentials: Partial<Record<CredentialName, string>> = { ...given };
  const minted: Partial<Record<CredentialName, string>> = {};
  for (const [name, what, order] of [
    ['token', 'mintToken', { org_id, type: 'service' }],
    ['otherToken', 'mintToken', { org_id: other, type: 'service' }],
    ['jwt', 'mintJwt', { org_id }],
    ['registrationToken', 'mintToken', { org_id, type: 'enrollment' }],
  ] as const) {
    if (given[name] !== undefined) continue;
    const path = `/_mock/${what}`;
    const body = JSON.stringify(order);
    const answer = await call('POST', path, { headers: JSON_TYPE, body });
    const credential = answer?.token ?? answer?.jwt;
    if (credential === undefined) continue;
    credentials[name] = credential;
    const url = quoted(baseUrl + path);
    minted[name] =
      `curl -s ${url} -H 'content-type: application/json' -d ${quoted(body)} | cut -d'"' -f4`;
  }
  return { credentials, minted };
}
