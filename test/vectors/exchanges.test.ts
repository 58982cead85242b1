import { createHash, createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ErrorBody } from '../../spec/schemas/error.ts';
import { errorCodesOf, operations, type Operation } from '../../spec/operations.ts';
import type { Credential } from '../../spec/vectors/credentials.ts';
import type { WrittenExchange } from '../../scripts/generate/vector-exchanges.ts';
import type { ErrorCode } from '../../spec/errors.ts';
import { CHILD_EVENT } from '../../spec/vectors/exchanges/story.ts';
import { isOurs } from '../../src/verify/decided.ts';
import { startMock } from '../mock-server/support/api.ts';
import { vectors } from './support/files.ts';
import { bytesOf, differences, messagesOf, requestOf, type Came } from './support/play.ts';

const { exchanges, ...setUp } = vectors<{
  readonly time: string;
  readonly org_id: string;
  readonly jwt: string;
  readonly jwt_secret: string;
  readonly credentials: readonly Credential[];
  readonly exchanges: readonly WrittenExchange[];
}>('exchanges.json');

const mockState = vectors<{ tables: { api_tokens: { id: string; hash: string }[] } }>(
  'mock-state.json',
);

test('one after the other, with the mock', async () => {
  const mock = startMock({ jwt: { secret: setUp.jwt_secret } });
  await mock.state.import(mockState);
  expect(mock.clock.frozen).toBe(true);
  expect(Math.abs(mock.clock.now() - Date.parse(setUp.time))).toBeLessThan(1_000);
  const streams: (() => Promise<void>)[] = [];
  let before: Came = {};
  for (const each of exchanges) {
    const { next_cursor } = (before.body ?? {}) as { next_cursor?: unknown };
    const answer = await mock.fetch(requestOf(each, 'http://mock', next_cursor));
    const came: Came = {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
    };
    const judge = (all: Came) =>
      expect([whatOf(each), all, differences(all, each)]).toEqual([whatOf(each), all, []]);
    const { messages, body } = each.response;
    if (messages) {
      streams.push(async () =>
        judge({ ...came, messages: await messagesOf(answer, messages.length) }),
      );
      continue;
    }
    const text = await answer.text();
    if (body === undefined) expect(text, whatOf(each)).toBe('');
    before = { ...came, ...(text && { body: JSON.parse(text) as unknown }) };
    judge(before);
  }
  expect(streams.length).toBeGreaterThan(0);
  for (const read of streams) await read();
});

const whatOf = ({ operation, name }: WrittenExchange) => `${operation}: ${name}`;

test('each has a name of its own', () => {
  const names = exchanges.map(whatOf);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

/** What no request brings about: a server decides itself when it fails, and where its limits are. */
const NOT_PROVOKED: readonly ErrorCode[] = ['rate_limited', 'internal', 'unavailable'];
/** What all bodies and answers have in common, shown on the ingest operations. */
const SHOWN_ONCE: readonly ErrorCode[] = [
  'invalid_json',
  'payload_too_large',
  'unsupported_media_type',
  'not_acceptable',
  'validation_failed',
];

test.each(Object.entries<Operation>(operations))(
  '%s is shown with success, and with each refusal of its own',
  (id, operation) => {
    const shown = exchanges.filter((each) => each.operation === id).map(({ response }) => response);
    expect(shown.map(({ status }) => status)).toContain(operation.success.status);
    const codes = shown.map(({ body }) => (body as { code?: ErrorCode } | undefined)?.code);
    const own = errorCodesOf(operation).filter(
      (code) => ![...NOT_PROVOKED, ...SHOWN_ONCE].includes(code),
    );
    expect(codes).toEqual(expect.arrayContaining(own));
  },
);

test('what all operations refuse alike is shown', () => {
  const codes = exchanges.map(({ response }) => (response.body as { code?: unknown })?.code);
  expect(codes).toEqual(expect.arrayContaining([...SHOWN_ONCE, 'method_not_allowed']));
});

test('what is merely decided is marked, and nothing that the documents show', () => {
  const marksOf = (operation: string, name: string) =>
    exchanges.find((each) => each.operation === operation && each.name === name)!.response.decided;
  expect(marksOf('ingestSession', 'a session starts')).toEqual([]);
  expect(marksOf('getSession', 'one that is not known')).toEqual([
    '/body/code',
    '/body/request_id',
  ]);
  expect(marksOf('ingestEvents', 'three events')).toEqual([
    '/status',
    '/headers/content-type',
    '/body',
  ]);
  expect(
    exchanges.filter(({ operation }) => isOurs(operation)).map(({ response }) => response.decided),
  ).not.toContainEqual([]);
});

test('what is compared leniently is what the README says', () => {
  const each = exchanges.find(({ response }) => response.status === 401)!;
  const { status, headers, body } = each.response;
  const came = { status, headers, body };
  expect(differences(came, each)).toEqual([]);
  const more = {
    'content-type': 'Application/JSON; charset=utf-8',
    'www-authenticate': 'Basic realm="a", Bearer realm="b"',
    'x-more': 'x',
  };
  const { error: _, request_id: __, ...less } = body as Record<string, unknown>;
  expect(
    differences({ ...came, headers: more, body: { ...less, error: 'No.', hint: 1 } }, each),
  ).toEqual(['/body/request_id']);
  expect(differences({ ...came, status: 403, headers: {}, body: [] }, each)).toEqual([
    '/status',
    '/headers/content-type',
    '/headers/www-authenticate',
    '/body/error',
    '/body/code',
    '/body/request_id',
  ]);
});

test('the compressed body is the event that it is said to be', () => {
  const sent = exchanges.find(({ request }) => request.base64)!;
  const { events } = JSON.parse(gunzipSync(bytesOf(sent.request)!).toString()) as {
    events: unknown[];
  };
  expect(events).toEqual([CHILD_EVENT]);
});

test('the answers keep the contract', () => {
  for (const { operation, name, response } of exchanges) {
    const { success }: Operation = operations[operation];
    if (response.messages || response.body === undefined) continue;
    const schema = response.status < 300 ? success.schema! : ErrorBody;
    expect(schema.safeParse(response.body).error, `${operation}: ${name}`).toBeUndefined();
  }
});

test('the credentials are what they say', () => {
  const rows = setUp.credentials.map(({ id, sha256 }) => ({ id, hash: sha256 }));
  expect(mockState.tables.api_tokens).toMatchObject(rows);
  for (const { raw, sha256 } of setUp.credentials) {
    expect(createHash('sha256').update(raw).digest('hex')).toBe(sha256);
  }
  const [head, payload, signature] = setUp.jwt.split('.');
  expect(
    createHmac('sha256', setUp.jwt_secret).update(`${head}.${payload}`).digest('base64url'),
  ).toBe(signature);
});
