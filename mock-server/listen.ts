import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ApiError } from './http/api-error.ts';
import { errorBody, failure } from './http/respond.ts';
import { randomIds } from './ids.ts';
import type { MockServer } from './server.ts';

export interface ListenOptions {
  /** 0 takes a free port. @default 4100 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
}

/** A server that listens. */
export interface Listening extends AsyncDisposable {
  /** For example `http://127.0.0.1:4100`. */
  readonly url: string;
  /**
   * Takes no more requests, answers those at hand, and ends. The mock server itself goes on.
   * @param options.timeout milliseconds after which requests at hand are cut off. @default 5000
   */
  close(options?: { readonly timeout?: number }): Promise<void>;
}

const NO_REQUEST = new ApiError(
  'validation_failed',
  'The request target or the Host header is malformed; percent-encode what an id holds.',
);

/** Whether nobody but this machine can reach a server on that host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Puts a mock server behind a port.
 * @throws Error when the host is no loopback address and the server takes the well-known token, or
 * when the port cannot be had (`EADDRINUSE`, `EACCES`)
 */
export async function listen(
  mock: MockServer,
  { port = 4100, host = '127.0.0.1' }: ListenOptions = {},
): Promise<Listening> {
  if (mock.wellKnownToken && !isLoopback(host)) {
    throw new Error(
      `A server on ${host} must not take the well-known token: create it with { wellKnownToken: false }`,
    );
  }
  const listener = getRequestListener((request) => mock.fetch(request), {
    overrideGlobalObjects: false,
    hostname: 'localhost', // for HTTP/1.0, which has no Host
    // Called where no `Request` can be made at all, so that the server never sees it.
    errorHandler: () => failure(NO_REQUEST, 'GET', randomIds.uuid()),
  });
  const server = createServer((incoming, outgoing) => {
    // A connection that is kept alive would hold a closing server open after its last answer.
    outgoing.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void listener(incoming, outgoing);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(malformed(error.code));
    else socket.destroy();
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: (options) => close(server, sockets, options?.timeout),
    [Symbol.asyncDispose]: () => close(server, sockets),
  };
}

/** The answer where not even Node's parser makes a request of what came, in the form of contract.md §5. */
function malformed(code: string | undefined): string {
  const overflow = code === 'HPE_HEADER_OVERFLOW';
  const request_id = randomIds.uuid();
  const message = overflow
    ? 'The request line and headers are over 16 KiB.'
    : 'This is not a whole HTTP request.';
  const body = errorBody(new ApiError('validation_failed', message), request_id);
  return [
    `HTTP/1.1 ${overflow ? '431 Request Header Fields Too Large' : '400 Bad Request'}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${request_id}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

async function close(server: Server, sockets: Set<Socket>, timeout = 5_000): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), timeout);
  const ended = new Promise<void>((resolve) => void server.close(() => resolve()));
  // Browsers open connections in advance; Node takes one that has said nothing for a request at hand.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  await ended;
  clearTimeout(cutOff);
}
