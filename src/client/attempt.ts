import { operations } from '../../generated/operations.ts';
import type { Call } from './call.ts';
import { QuintError, type QuintErrorFields } from './errors.ts';
import type { Settings } from './options.ts';
import { race } from './race.ts';
import { pathOf, requestOf } from './request.ts';
import { isRetryable } from './retry.ts';
import type { Result } from './safe.ts';
import { checkToken } from './token.ts';
import { until } from './until.ts';

/** What is told of one failure, beside what is told of all. */
interface Failure extends Partial<QuintErrorFields> {
  readonly code: string;
  readonly cause?: unknown;
}

/** `undefined` for what is not JSON, such as the HTML of a proxy. */
function jsonOf(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Carries out one attempt of a call; the first is `nth` 1. Never throws. */
export async function attempt(settings: Settings, call: Call, nth: number): Promise<Result<any>> {
  const { operation, options } = call;
  const { signal, timeout = settings.timeout ?? 30_000 } = options;
  const [method, template, kind] = operations[operation];
  let path: string = template;
  let attempts = nth - 1;
  let token: string | undefined;
  let sent = false;
  let response: Response | undefined;

  const requestId = () => response?.headers.get('x-request-id') ?? undefined;
  // A server, or a `fetch` of the caller's, may quote the token. What is shorter is no secret, but
  // may well be part of a word.
  const redact = (text: string) =>
    token && token.length > 7 ? text.replaceAll(token, '***') : text;
  const clean = (text: string) => redact(text).replace(/\s+/g, ' ').trim();
  const failed = (what: string, failure: Failure): Result<any> => ({
    data: undefined,
    error: new QuintError(
      clean(`${method} ${path}: ${what}`) + (attempts > 1 ? ` (attempt ${attempts})` : ''),
      {
        status: response?.status,
        requestId: requestId(),
        retryable: false,
        operation,
        attempts,
        ...failure,
      },
    ),
    response,
    requestId: requestId(),
  });

  try {
    const data = await race(signal, timeout || Infinity, async (ended) => {
      attempts = nth;
      path = pathOf(call);
      token = checkToken(
        typeof settings.token === 'function' ? await settings.token() : settings.token,
      );
      const request = requestOf(settings, call, path, token, ended);
      sent = true;
      response = await (settings.fetch
        ? settings.fetch(new Request(...request))
        : fetch(...request));
      if (!response.ok) return jsonOf(redact(await response.text()));
      if (kind !== 'stream') {
        const text = await response.text();
        return text || !call.allowEmpty ? jsonOf(text) : {};
      }
      // Once it flows, only the caller's signal ends it.
      return response.body && until(signal, response.body);
    });
    const { ok, status, statusText } = response!;
    if (!ok) {
      const why = typeof data?.error === 'string' ? data.error : statusText;
      const hint = status === 401 && !token ? ': set `token` or QUINT_DEPLOY_TOKEN' : '';
      return failed(`${status} ${why}${hint}`, {
        code: typeof data?.code === 'string' ? data.code : 'http_error',
        issues: Array.isArray(data?.issues) ? data.issues : undefined,
        retryable: isRetryable(operation, status),
      });
    }
    if ((Object(data) !== data || Array.isArray(data)) && status !== 204) {
      return failed(
        `${status} without the JSON it should have: is ${settings.baseUrl} the Quint API?`,
        {
          code: 'invalid_response',
        },
      );
    }
    return { data, error: undefined, response: response!, requestId: requestId() };
  } catch (thrown: any) {
    if (signal?.aborted) return failed('aborted', { code: 'aborted', cause: signal.reason });
    const retryable = isRetryable(operation);
    const hint = retryable || !sent ? '' : '; it may have been carried out';
    if (thrown?.name === 'TimeoutError') {
      return failed(`no answer within ${timeout} ms${hint}`, { code: 'timeout', retryable });
    }
    if (!sent) {
      return failed(`not sent: ${thrown?.message}`, { code: 'invalid_request', cause: thrown });
    }
    // undici hides the reason in the cause of its "fetch failed". A copy: what a `fetch` of the
    // caller's throws may hold the request, and so the token.
    const { message, code } = Object(thrown?.cause ?? thrown);
    const reason = clean(`${message || code || thrown}`);
    return failed(`connection to ${settings.baseUrl} failed: ${reason}${hint}`, {
      code: 'network_error',
      retryable,
      cause: Object.assign(new Error(reason), code && { code }),
    });
  }
}
