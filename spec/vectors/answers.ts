import { EVENT, SESSION_START } from '../examples.ts';
import type { ErrorCode } from '../errors.ts';
import type { OperationId } from '../operations.ts';

/** A failure as a client meets it, and what the client must do. */
export interface AnswerVector {
  readonly name: string;
  readonly operation: OperationId;
  /** What it is called with: the path parameter, or the body. */
  readonly args: readonly unknown[];
  /** Null: the connection ends without an answer. */
  readonly response: null | {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** The body, as it is. */
    readonly text: string;
    /** `content-length` says so many bytes, but the connection ends after `text`. @default not so */
    readonly content_length?: number;
  };
  /** Whether the client makes the call again, of itself. */
  readonly retried: boolean;
  /** How long it waits before that, in milliseconds, with the settings of the client in `backoff.json`. */
  readonly wait: null | { readonly min_ms: number; readonly max_ms: number };
  /** What the caller is told once every attempt has ended so. */
  readonly error: {
    /** The status, where one came. */
    readonly status: number | null;
    /** The server's word, or one of this package's client. */
    readonly code: ErrorCode | 'http_error' | 'invalid_response' | 'network_error';
    /** Where the server said so: the pointers of what is wrong. */
    readonly pointers?: readonly string[];
  };
}

type Answer = NonNullable<AnswerVector['response']>;

const REQUEST_ID = '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10';
const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>';

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  text: JSON.stringify(body),
});

const failure = (
  status: number,
  code: ErrorCode,
  headers: Readonly<Record<string, string>> = {},
  more: object = {},
): Answer => json(status, { error: 'A sentence.', code, request_id: REQUEST_ID, ...more }, headers);

const html = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  text: HTML,
});

const cutOff: Answer = {
  ...json(200, {}),
  text: '{"ingested": ',
  content_length: 30,
};

type Called = Pick<AnswerVector, 'operation' | 'args'>;

/** Safe to repeat: it goes by its ids. */
const INGEST: Called = { operation: 'ingestEvents', args: [[EVENT]] };
const REPORT: Called = { operation: 'ingestSession', args: [SESSION_START] };
const READ: Called = { operation: 'getSession', args: ['59247-1777085379101'] };
/** Each time another token: it must not be repeated where it may have been carried out. */
const MINT: Called = { operation: 'createToken', args: [{ name: 'fleet' }] };

/** The backoff of the first attempt, with the client's settings. */
const BACKOFF = { min_ms: 250, max_ms: 500 };
const exactly = (ms: number) => ({ min_ms: ms, max_ms: ms });

const retried = (
  name: string,
  called: Called,
  response: AnswerVector['response'],
  code: AnswerVector['error']['code'],
  wait: AnswerVector['wait'] = BACKOFF,
): AnswerVector => vector(name, called, response, { code }, true, wait);

const given = (
  name: string,
  called: Called,
  response: AnswerVector['response'],
  error: Omit<AnswerVector['error'], 'status'>,
): AnswerVector => vector(name, called, response, error, false, null);

function vector(
  name: string,
  called: Called,
  response: AnswerVector['response'],
  error: Omit<AnswerVector['error'], 'status'>,
  isRetried: boolean,
  wait: AnswerVector['wait'],
): AnswerVector {
  const status = error.code === 'network_error' ? null : (response?.status ?? null);
  return { name, ...called, response, retried: isRetried, wait, error: { status, ...error } };
}

/** Answers that cannot be provoked at a server, since it decides itself when it fails. */
export const answerVectors: readonly AnswerVector[] = [
  retried(
    '429 that says how long to wait',
    INGEST,
    failure(429, 'rate_limited', { 'retry-after': '3' }),
    'rate_limited',
    exactly(3_000),
  ),
  retried(
    '429 that does not say how long to wait',
    REPORT,
    failure(429, 'rate_limited'),
    'rate_limited',
  ),
  retried(
    '429 that asks for no wait: the backoff remains',
    INGEST,
    failure(429, 'rate_limited', { 'retry-after': '0' }),
    'rate_limited',
  ),
  retried(
    '429 that asks for a longer wait than the longest',
    INGEST,
    failure(429, 'rate_limited', { 'retry-after': '86400' }),
    'rate_limited',
    exactly(30_000),
  ),
  retried(
    '503 that says how long to wait',
    READ,
    failure(503, 'unavailable', { 'retry-after': '5' }),
    'unavailable',
    exactly(5_000),
  ),
  retried(
    '503 for what acts each time: it was turned away, not carried out',
    MINT,
    failure(503, 'unavailable', { 'retry-after': '1' }),
    'unavailable',
    exactly(1_000),
  ),
  retried('503 with the HTML of a proxy', INGEST, html(503), 'http_error'),
  retried('502 with the HTML of a proxy', INGEST, html(502), 'http_error'),
  given('502 for what acts each time', MINT, html(502), { code: 'http_error' }),
  retried('504 with the HTML of a proxy', READ, html(504), 'http_error'),
  retried('500', READ, failure(500, 'internal'), 'internal'),
  given('500 for what acts each time', MINT, failure(500, 'internal'), { code: 'internal' }),
  retried('a body that breaks off', INGEST, cutOff, 'network_error'),
  given('a body that breaks off, of what acts each time', MINT, cutOff, { code: 'network_error' }),
  retried('no answer', INGEST, null, 'network_error'),
  given('no answer to what acts each time', MINT, null, { code: 'network_error' }),
  given('200 with the HTML of a captive portal', READ, html(200), { code: 'invalid_response' }),
  given(
    '400 that names what is wrong',
    INGEST,
    failure(
      400,
      'validation_failed',
      {},
      { issues: [{ pointer: '/events/0/event_id', message: 'must be a UUID', code: 'x' }] },
    ),
    { code: 'validation_failed', pointers: ['/events/0/event_id'] },
  ),
  given('401', INGEST, failure(401, 'unauthorized', { 'www-authenticate': 'Bearer' }), {
    code: 'unauthorized',
  }),
  given('403', INGEST, failure(403, 'insufficient_permissions'), {
    code: 'insufficient_permissions',
  }),
  given('404', READ, failure(404, 'not_found'), { code: 'not_found' }),
  given('413', INGEST, failure(413, 'payload_too_large'), { code: 'payload_too_large' }),
  given('413 with the HTML of a proxy', INGEST, html(413), { code: 'http_error' }),
];
