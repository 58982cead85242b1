import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { operations } from '../../../spec/operations.ts';

/** Credentials that no server has minted. */
export const CREDENTIALS = {
  token: 'qt_deploy_5f1d6f64a0b14e3a9c1f0d2e7b8a9c0d',
  otherToken: 'other+/="\\token',
  jwt: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl',
  registrationToken: 'once.only-token_of-another-form',
};

/** The same, as a shell is to know them. */
export const EXPORTED = {
  QUINT_DEPLOY_TOKEN: CREDENTIALS.token,
  QUINT_OTHER_TOKEN: CREDENTIALS.otherToken,
  QUINT_JWT: CREDENTIALS.jwt,
  QUINT_REGISTRATION_TOKEN: CREDENTIALS.registrationToken,
};

/** Whether a request is one that makes sure that a server is the API. */
export function isSetUp(url: string): boolean {
  return url.endsWith(`${operations.listSessions.path}?limit=1`);
}

/** What such a request is to be answered. */
export const NO_SESSIONS = { sessions: [], next_cursor: null };

/** A server on a free port, for the running test. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All that matters of a request, as far as a client decides it. */
export async function fingerprint(request: IncomingMessage): Promise<string> {
  const body = createHash('sha256');
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body.update(chunk);
    bytes += chunk.length;
  }
  const { authorization, ...headers } = request.headers;
  const given = Object.entries(headers).filter(([name]) => !OF_THE_CLIENT.has(name));
  const isCompressed = headers['content-encoding'] === 'gzip';
  return JSON.stringify({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    // A report would put the variable in.
    authorization: authorization && createHash('sha256').update(authorization).digest('hex'),
    // Two compressors differ.
    body: isCompressed ? bytes > 0 : body.digest('hex'),
  });
}

/** Headers that every client sends in its own way. */
const OF_THE_CLIENT = new Set([
  'host',
  'user-agent',
  'connection',
  'accept',
  'accept-encoding',
  'accept-language',
  'sec-fetch-mode',
  'content-length',
  'transfer-encoding',
]);
