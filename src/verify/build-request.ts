import { operations, type Operation, type OperationId } from '../../spec/operations.ts';
import type { CredentialName, Credentials } from './credentials.ts';
import type { SentRequest } from './exchange.ts';
import type { Sending } from './sending.ts';

/** Where requests go, and what they may carry. */
export interface Target {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
}

/** A request as a report tells of it, and as `fetch` takes it. */
export async function buildRequest(
  operation: OperationId,
  sending: Sending,
  { baseUrl, credentials }: Target,
): Promise<{ request: SentRequest; init: RequestInit }> {
  const spec = operations[operation] as Operation;
  const { method = spec.method, path = spec.path, id = '', gzip = false } = sending;
  const preset = spec.auth === 'none' ? null : PRESETS[spec.auth];
  const as = sending.as === undefined ? preset : sending.as;
  const credential = sending.credential ?? (as === null ? undefined : credentials[as]);
  const body = textOf(sending.body);
  const headers = withoutNulls({
    ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(gzip && { 'content-encoding': 'gzip' }),
    ...sending.headers,
  });
  const url = baseUrl + path.replace('{id}', () => encodeURIComponent(id)) + searchOf(sending);
  return {
    request: { operation, method, url, headers, as: as ?? undefined, body, gzip },
    init: {
      method,
      headers,
      body: gzip ? await compressed(body ?? '') : bytesOf(body),
      redirect: 'manual',
    },
  };
}

/** Whose credential an operation is called with. */
const PRESETS = {
  'deploy-token': 'token',
  'token-or-jwt': 'token',
  jwt: 'jwt',
  'registration-token': 'registrationToken',
} as const satisfies Record<string, CredentialName>;

function searchOf({ query = {} }: Sending): string {
  const pairs = Object.entries(query).map(([key, value]) => [key, String(value)]);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
}

function textOf(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

function withoutNulls(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((each): each is [string, string] => each[1] !== null),
  );
}

/** To a text, fetch would add a content type of its own. */
function bytesOf(body: string | undefined): Uint8Array<ArrayBuffer> | null {
  return body === undefined ? null : new TextEncoder().encode(body);
}

/** By gzip, in one piece: 10 MB in the pieces of a stream take twice as long. */
async function compressed(text: string): Promise<ArrayBuffer> {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close());
  const [bytes] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return bytes;
}
