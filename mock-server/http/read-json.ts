import { LIMITS } from '../../spec/limits.ts';
import { ApiError } from './api-error.ts';
import { refuseLoneSurrogates } from './well-formed.ts';

/** How to read a body. */
interface ReadOptions {
  /** The most bytes after decompression. @default LIMITS.bodyBytes */
  readonly limit?: number | undefined;
  /** What an empty body of no media type stands for. @default it is refused */
  readonly whenEmpty?: unknown;
}

/**
 * The JSON body of a request: UTF-8, plain or gzip, of a bounded length.
 * @throws ApiError `unsupported_media_type`, `payload_too_large`, `invalid_json`, `validation_failed`
 */
export async function readJson(
  request: Request,
  { limit = LIMITS.bodyBytes, whenEmpty }: ReadOptions = {},
): Promise<unknown> {
  const contentType = request.headers.get('content-type');
  const mayBeEmpty = whenEmpty !== undefined && contentType === null;
  if (!mayBeEmpty) refuseOtherMediaTypes(contentType);
  const text = await readText(request, limit);
  if (mayBeEmpty) {
    if (text === '') return whenEmpty;
    refuseOtherMediaTypes(contentType);
  }
  if (text.trim() === '') throw new ApiError('invalid_json', 'The body is empty; send JSON.');
  const value = parse(text);
  refuseLoneSurrogates(text, value);
  return value;
}

/**
 * The body of a request as text, decompressed.
 * @param limit the most bytes after decompression
 * @throws ApiError `unsupported_media_type`, `payload_too_large`, `invalid_json`
 */
export async function readText(request: Request, limit: number): Promise<string> {
  return decodeUtf8(await readBytes(request, limit));
}

function refuseOtherMediaTypes(contentType: string | null): void {
  const [type, ...parameters] = (contentType ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  if (type === 'application/json' && (!charset || charset.replaceAll('"', '') === 'utf-8')) return;
  throw new ApiError(
    'unsupported_media_type',
    `The body must be application/json in UTF-8, ${contentType === null ? 'and say so in Content-Type' : `not ${contentType}`}.`,
    { headers: { accept: 'application/json' } },
  );
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (declared > limit) throw tooLarge(limit);
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  try {
    // The sender cannot exceed the length it declared, so there is no need to count along.
    if (encoding === 'identity' && declared <= limit) {
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.length > limit) throw tooLarge(limit);
      return bytes;
    }
    if (request.body === null) return new Uint8Array();
    return await readCounting(decompressed(request.body, encoding), limit);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(
      'invalid_json',
      encoding === 'identity'
        ? 'The body broke off before its end.'
        : `The body is not whole ${encoding} data.`,
    );
  }
}

function decompressed(
  body: ReadableStream<Uint8Array>,
  encoding: string,
): ReadableStream<Uint8Array> {
  if (encoding === 'identity') return body;
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    return body.pipeThrough(
      new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>,
    );
  }
  throw new ApiError(
    'unsupported_media_type',
    `The Content-Encoding ${encoding} is not known; send gzip or none.`,
    { headers: { 'accept-encoding': 'gzip' } },
  );
}

/** Counts what arrives, so that a body without a length, or a gzip bomb, is cut off at the limit. */
async function readCounting(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      reader.cancel().catch(() => {}); // the sender is told why by the answer
      throw tooLarge(limit);
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(limit: number): ApiError {
  return new ApiError(
    'payload_too_large',
    `The body is over ${limit} bytes; send fewer events at a time.`,
  );
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('invalid_json', 'The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's own message may quote the body, and with it a secret.
    const position = /position \d+/.exec((error as Error).message)?.[0];
    throw new ApiError(
      'invalid_json',
      `The body is not JSON${position ? ` (at ${position})` : ''}.`,
    );
  }
}
