import { curlOf } from './curl.ts';
import { cut } from './cut.ts';
import type { Exchange } from './exchange.ts';
import type { VerifyOptions } from './options.ts';
import type { ExchangeView } from './report.ts';
import type { Secrets } from './secrets.ts';

/** Characters of an answer, and of a request too long to be shown whole. */
const SHOWN = 2_000;

/** Characters of a request that a command line still takes. */
const LONGEST_INLINE = 8 * 1024;

/** Where nobody keeps a long body, this stands for its file. */
const NO_FILE = 'BODY';

/**
 * An exchange as a report shows it.
 * @param saveBody keeps a long request, and says in which file
 */
export function viewOf(
  { request, answer }: Exchange,
  secrets: Secrets,
  saveBody?: VerifyOptions['saveBody'],
): ExchangeView {
  const { method, gzip, operation } = request;
  const url = secrets.mask(URL.canParse(request.url) ? new URL(request.url).href : request.url);
  const headers = masked(request.headers, (text) => secrets.mask(text));
  const body = request.body === undefined ? undefined : secrets.mask(request.body);
  const isLong = body !== undefined && (body.length > LONGEST_INLINE || body.includes('\0'));
  const file = isLong ? saveBody?.(body) : undefined;
  const text = secrets.maskAll(cut(answer?.text ?? '', 4 * SHOWN));
  return {
    method,
    url,
    requestHeaders: headers,
    ...(body !== undefined && {
      requestBody: isLong ? cut(body, SHOWN) : body,
      requestBytes: new TextEncoder().encode(body).length,
      ...(gzip && { requestGzip: true as const }),
    }),
    ...(file !== undefined && { requestFile: file }),
    status: answer?.status ?? null,
    responseHeaders: masked(Object.fromEntries(answer?.headers ?? []), (it) => secrets.maskAll(it)),
    responseBody: cut(text, SHOWN),
    curl: curlOf({
      method,
      url,
      headers,
      body: isLong ? undefined : body,
      file: isLong ? (file ?? NO_FILE) : undefined,
      gzip,
      endless: operation === 'stream',
    }),
  };
}

function masked(headers: Readonly<Record<string, string>>, mask: (text: string) => string) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)]));
}
