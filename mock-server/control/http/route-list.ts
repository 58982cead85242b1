import * as z from 'zod';
import type { ControlRoute } from './route.ts';

/** A route as `GET /_mock` shows it. */
export interface ListedRoute {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Query parameters that it takes. */
  readonly parameters: readonly string[];
  /** Keys that its body may have; absent where it has no body, or several forms of one. */
  readonly body?: readonly string[];
  /** A command line that can be tried. */
  readonly example: string;
}

/** @param origin where the server was reached, for example `http://127.0.0.1:4100` */
export function routeList(
  routes: readonly ControlRoute[],
  origin: string,
): { readonly routes: readonly ListedRoute[] } {
  return {
    routes: routes.map(({ name, method, path, summary, query, body, example }) => ({
      name,
      method,
      path,
      summary,
      parameters: Object.keys(query?.shape ?? {}),
      ...(body instanceof z.ZodObject && { body: Object.keys(body.shape) }),
      example: curl(method, origin + (example.path ?? path), example.body),
    })),
  };
}

function curl(method: string, url: string, body: unknown): string {
  const verb = method === 'GET' ? '' : `-X ${method} `;
  const target = url.includes('?') ? `'${url}'` : url;
  if (body === undefined) return `curl ${verb}${target}`;
  const data = typeof body === 'string' ? body : `'${JSON.stringify(body)}'`;
  return `curl ${verb}${target} -H 'content-type: application/json' -d ${data}`;
}
