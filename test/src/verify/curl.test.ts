import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { OperationId } from '../../../spec/operations.ts';
import { CASES } from '../../../src/verify/cases/index.ts';
import { verify, type ExchangeView } from '../../../src/verify/index.ts';
import { viewOf } from '../../../src/verify/exchange-view.ts';
import { Requests } from '../../../src/verify/requests.ts';
import type { Sending } from '../../../src/verify/sending.ts';
import { Secrets } from '../../../src/verify/secrets.ts';
import { Stop } from '../../../src/verify/stop.ts';
import { bash, parseCurl } from './bash.ts';
import { CREDENTIALS, EXPORTED, fingerprint, serve, isSetUp, NO_SESSIONS } from './support.ts';

/** A way to keep long bodies, for the running test. */
async function bodyFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'quint-curl-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  let count = 0;
  return (body: string) => {
    const file = join(folder, `it's ${++count}`);
    writeFileSync(file, body);
    return file;
  };
}

/** Requests that a command line has its difficulties with. */
const ODD: readonly [OperationId, Sending][] = [
  ['ingestEvents', { body: '{', headers: { 'content-type': null } }],
  ['ingestEvents', { body: `it's $HOME \`id\` "\\n" \u0001\t\n!`, headers: { 'x-a': 'b  c' } }],
  ['ingestEvents', { body: `a\u0000${'ü'.repeat(3)}` }],
  ['ingestEvents', { body: 'ü'.repeat(9_000), gzip: true }],
  ['ingestEvents', { body: "it's", gzip: true }],
  ['ingestEvents', { body: '@body', headers: { 'content-encoding': 'gzip' } }],
  ['ingestEvents', { body: '' }],
  ['rotateToken', { id: '../x y' }],
  ['revokeToken', { id: 'a%2Fb' }],
  ['getSession', { id: "it's:sub:1[0-9]{a,b}", query: { q: '$HOME&[1-2]' } }],
  ['getSession', { path: '/v1/sessions/[1-2]{a,b}' }],
  ['getSession', { id: 'x', method: 'HEAD' }],
  ['ingestEvents', { body: 'x'.repeat(2 ** 21) }],
  ['getSession', { id: 'x', method: 'OPTIONS', credential: 'no "good" $HOME' }],
  ['health', { headers: { 'x-empty': '' } }],
  ['listSessions', { as: 'otherToken' }],
];

test('each repeats an odd request, too', async () => {
  const seen: string[] = [];
  const baseUrl = await serve(async (request, response) => {
    seen.push(await fingerprint(request));
    response.writeHead(200, { 'content-type': 'text/plain' }).end('done');
  });
  const secrets = new Secrets(CREDENTIALS);
  const stop = new Stop(undefined);
  const requests = new Requests({
    baseUrl,
    fetch: (url, init) => fetch(url, init),
    credentials: CREDENTIALS,
    timeout: 10_000,
    stop,
    secrets,
  });
  const save = await bodyFiles();
  for (const [operation, sending] of ODD) {
    const { curl } = viewOf(await requests.send(operation, sending), secrets, save);
    expect(curl).not.toMatch(/\p{Cc}/u);
    await bash(`{ ${curl}; } 2>&-`, EXPORTED);
    const [byFetch, byCurl] = seen.splice(0);
    expect(byCurl, curl).toBe(byFetch);
  }
});

/** What the requests of failures differ in. */
function kindOf({
  method,
  requestGzip,
  requestFile,
  requestBytes,
  requestHeaders,
  url,
}: ExchangeView) {
  const headers = Object.keys(requestHeaders).join();
  const auth = requestHeaders['authorization'];
  return [
    method,
    requestGzip,
    requestFile !== undefined,
    requestBytes === undefined,
    headers,
    auth,
    new URL(url).search.length > 0,
  ].join(' ');
}

/** Some of each operation, and all whose bodies are special. */
function selection(): string[] {
  const counts = new Map<string, number>();
  return CASES.filter(({ id, operation }) => {
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    return nth <= 3 || /gzip|bytes|events/.test(id);
  }).map(({ id }) => id);
}

test('each repeats its request: the server, which is wrong in all else, cannot tell the two apart', async () => {
  const baseUrl = await serve(async (request, response) => {
    if (isSetUp(request.url!)) {
      response.end(JSON.stringify(NO_SESSIONS));
      return;
    }
    const said = await fingerprint(request);
    response.writeHead(418, { 'content-type': 'application/json' }).end(said);
  });
  const { results } = await verify({
    baseUrl,
    ...CREDENTIALS,
    only: selection(),
    strict: true,
    seed: 1,
    saveBody: await bodyFiles(),
  });
  const findings = results.flatMap((result) => result.findings.slice(-1));
  const views = findings.flatMap(({ exchange }) => (exchange ? [exchange] : []));
  const kinds = new Map(views.map((view) => [kindOf(view), view]));
  const some = [...kinds.values()];
  expect(some.length).toBeGreaterThan(15);
  expect(some.some(({ requestGzip }) => requestGzip)).toBe(true);
  expect(some.some(({ requestFile }) => requestFile !== undefined)).toBe(true);
  expect(some.some(({ curl }) => curl.startsWith('curl -iN '))).toBe(true);

  const script = some.map(({ curl }) => `{ ${curl}; } 2>&-; printf '\\1'`).join('\n');
  const printed = (await bash(script, EXPORTED)).split('\u0001');
  for (const [nth, { status, responseBody, curl }] of some.entries()) {
    const answer = parseCurl(printed[nth]!);
    expect(answer.status, curl).toBe(status);
    // The text of a stream is not in the report.
    if (!curl.startsWith('curl -iN ')) expect(answer.body, curl).toBe(responseBody);
  }
});
