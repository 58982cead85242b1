import type { OperationId } from '../../spec/operations.ts';
import { ApiError } from '../../mock-server/http/api-error.ts';
import { match } from '../../mock-server/http/router.ts';

/** Where the API is for the program under test. */
export interface Place {
  /** The URL of a request as the API sees it, without the prefix of the base; undefined for one elsewhere. */
  locate(request: Request): URL | undefined;
}

/**
 * @param baseUrl an absolute URL, whose path is a prefix; `*` for any origin, or `*` and a prefix; or, where
 * there is a location, a URL relative to it
 * @throws TypeError that says how to mend it
 */
export function placeOf(baseUrl: string | URL): Place {
  const text = String(baseUrl);
  const anywhere = text.startsWith('*');
  const base = anywhere ? undefined : absolute(text);
  const prefix = (base?.pathname ?? pathAfterStar(text)).replace(/\/+$/, '');
  // There, what is no operation may well be a file of the page itself.
  const isShared = prefix === '' && (anywhere || base?.origin === here()?.origin);
  return {
    locate(request) {
      const url = new URL(request.url);
      if (base && url.origin !== base.origin) return undefined;
      const { pathname } = url;
      if (pathname !== prefix && !pathname.startsWith(`${prefix}/`)) return undefined;
      if (prefix !== '') url.pathname = pathname.slice(prefix.length) || '/';
      return isShared && !isOfTheContract(request.method, url.pathname) ? undefined : url;
    },
  };
}

/** The operation that a request names, and its path parameters; undefined where it names none. */
export function routeOf(
  method: string,
  pathname: string,
): { readonly id: OperationId; readonly params: Readonly<Record<string, string>> } | undefined {
  try {
    return match(method, pathname);
  } catch {
    return undefined;
  }
}

function isOfTheContract(method: string, pathname: string): boolean {
  try {
    match(method, pathname);
    return true;
  } catch (error) {
    return !(error instanceof ApiError && error.code === 'not_found');
  }
}

/** What follows the star: nothing, or a path as requests have it. */
function pathAfterStar(baseUrl: string): string {
  const path = baseUrl.slice(1);
  if (path === '') return path;
  if (!path.startsWith('/') || path.includes('*')) throw unusable(baseUrl, STAR);
  const { pathname } = new URL(`http://any${path}`);
  if (pathname !== path) throw unusable(baseUrl, `write *${shown(pathname)}`);
  return path;
}

const STAR = '`*` stands for a whole origin, and only a path may follow it, like */api';

function absolute(baseUrl: string): URL {
  if (baseUrl.includes('*')) throw unusable(baseUrl, STAR);
  // Taken for a scheme, or for a path of the page, it would match nothing.
  if (HOST_AND_PORT.test(baseUrl)) throw unusable(baseUrl, `write ${withScheme(shown(baseUrl))}`);
  const location = here();
  const isRelative = !/^[a-z][a-z\d+.-]*:/i.test(baseUrl);
  if (isRelative && baseUrl !== '' && !location) {
    throw new TypeError(
      `baseUrl "${shown(baseUrl)}" is relative, and here is no page that it could be relative to; write the whole URL, like ${withScheme(shown(baseUrl))}`,
    );
  }
  const url =
    baseUrl !== '' && URL.canParse(baseUrl, location?.href)
      ? new URL(baseUrl, location?.href)
      : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) throw unusable(baseUrl);
  if (url.username || url.password) throw unusable(baseUrl, 'leave user and password out');
  return url;
}

const HOST_AND_PORT = /^([\w.-]+|\[[\da-f:.]+\]):\d+(\/|$)/i;

/** The URL that somebody may have meant. */
function withScheme(address: string): string {
  if (/^\/(?!\/)/.test(address)) return `https://api.example.com${address}`;
  const isLocal = /^\/*(localhost|[\d.]+|\[.*\])(:|\/|$)/i.test(address);
  return `${isLocal ? 'http' : 'https'}://${address.replace(/^\/+/, '')}`;
}

function unusable(baseUrl: string, remedy?: string): TypeError {
  return new TypeError(
    `baseUrl must be like https://api.example.com/prefix, /prefix of this page, or * for any origin, not "${shown(baseUrl)}"${remedy ? `; ${remedy}` : ''}`,
  );
}

/** Without what may be a password. */
function shown(baseUrl: string): string {
  return baseUrl.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1***@');
}

/** Where the page is. Node has none, unless a test puts one there. */
function here(): URL | undefined {
  const href = (globalThis as { location?: { href?: string } }).location?.href;
  return href !== undefined && URL.canParse(href) ? new URL(href) : undefined;
}
