import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createQuintClient, type QuintClientOptions } from '../../../src/index.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** A real HTTP server for the running test; `nth` counts its requests from 1. Answers its URL. */
export async function serve(handler: Handler): Promise<string> {
  let nth = 0;
  const server = createServer((request, response) => {
    request.resume();
    handler(request, response, ++nth);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);

/** A client whose requests are answered by `answer`, and the requests it got. */
export function stub(
  answer: (request: Request, nth: number) => Response | Promise<Response>,
  options: QuintClientOptions = {},
) {
  const requests: Request[] = [];
  const client = createQuintClient({
    baseUrl: 'https://api.test',
    token: 'qt_deploy_test',
    retry: { baseDelay: 1 },
    fetch: (request) => answer(request, requests.push(request)),
    ...options,
  });
  return { client, requests };
}

/** What `promise` rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    () => {
      throw new Error('did not reject');
    },
    (error: unknown) => error,
  );
}
