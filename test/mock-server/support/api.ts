import { expect, onTestFinished } from 'vitest';
import {
  createMockServer,
  type MockServer,
  type MockServerOptions,
} from '../../../mock-server/index.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';
import { ErrorBody } from '../../../spec/schemas/error.ts';

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests say what they expect of it.
  readonly body: any;
  readonly text: string;
}

export interface Sending {
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

/** What a test sends to a server with one credential. */
export interface Api {
  get(path: string, sending?: Sending): Promise<Answer>;
  /** Strings, bytes and streams go as they are, anything else as JSON. */
  post(path: string, body: unknown, sending?: Sending): Promise<Answer>;
  ingest(...events: readonly object[]): Promise<Answer>;
  report(report: SessionReport): Promise<Answer>;
  /** Sends any request. */
  send(method: string, path: string, init?: RequestInit, sending?: Sending): Promise<Answer>;
  /** All that a list holds, page by page. */
  walk(path: string, key: string): Promise<any[]>;
}

/** A mock server for the running test, which fails when a processor does. */
export function startMock(options: MockServerOptions = {}): MockServer {
  const failures: unknown[] = [];
  const mock = createMockServer({
    onProcessorError: (error) => failures.push(error),
    ...options,
  });
  onTestFinished(async () => {
    await mock.close();
    expect(failures).toEqual([]);
  });
  return mock;
}

/** The server function, without a port. */
export function startApi(options: MockServerOptions = {}): Api & { readonly mock: MockServer } {
  const mock = startMock(options);
  return { ...apiOf(mock), mock };
}

/** Calls `target.fetch`, or the global one below `target.url`. */
export function apiOf(
  target: Pick<MockServer, 'fetch'> | { readonly url: string },
  token = 'qt_deploy_YOUR_TOKEN',
): Api {
  const base = 'url' in target ? target.url : 'http://mock';
  const fetch = 'url' in target ? globalThis.fetch : target.fetch;
  const send: Api['send'] = async (method, path, init = {}, sending = {}) => {
    const headers = new Headers(init.headers);
    const credential = sending.token === undefined ? token : sending.token;
    if (credential !== null) headers.set('authorization', `Bearer ${credential}`);
    for (const [name, value] of Object.entries(sending.headers ?? {})) headers.set(name, value);
    const request = new Request(base + path, { ...init, method, headers, ...HALF });
    return answerOf(await fetch(request));
  };
  const post: Api['post'] = (path, body, sending) =>
    send(
      'POST',
      path,
      { body: isRaw(body) ? body : JSON.stringify(body), headers: JSON_TYPE },
      sending,
    );
  return {
    send,
    post,
    get: (path, sending) => send('GET', path, {}, sending),
    ingest: (...events) => post('/v1/ingest', { events }),
    report: (report) => post('/v1/sessions/ingest', report),
    async walk(path, key) {
      const items: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await send(
          'GET',
          `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        expect(page.status, page.text).toBe(200);
        items.push(...page.body[key]);
        cursor = page.body.next_cursor;
      }
      return items;
    },
  };
}

/** A body that streams needs this, and the types do not know it. */
const HALF = { duplex: 'half' } as object;
const JSON_TYPE = { 'content-type': 'application/json' };

function isRaw(body: unknown): body is BodyInit {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
  if (answer.status >= 400) expectErrorForm(answer);
  return answer;
}

/** Every error of every test has the form of contract.md §5. */
function expectErrorForm({ headers, body, text }: Pick<Answer, 'headers' | 'body' | 'text'>): void {
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  if (body === undefined) return; // to a HEAD
  ErrorBody.parse(body);
  const known = new Set(['error', 'code', 'request_id', 'issues']);
  expect(Object.keys(body).filter((key) => !known.has(key))).toEqual([]);
  expect(body.request_id).toBe(headers.get('x-request-id'));
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|mock-server\//);
}

/** The pointers of a refusal. */
export function pointers({ body }: Answer): string[] {
  return (body.issues ?? []).map((issue: { pointer: string }) => issue.pointer);
}

/** Fails unless nothing at all has been stored. */
export async function expectNothingStored(api: Api): Promise<void> {
  expect((await api.get('/v1/events')).body.events).toEqual([]);
  expect((await api.get('/v1/sessions')).body.sessions).toEqual([]);
}
