import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULTS } from './defaults.ts';
import { guarded } from './guard/guard.ts';
import { isLoopback } from './guard/loopback.ts';
import { answerWith } from './listen/answer.ts';
import { closeServer, openSockets } from './listen/close.ts';
import { malformed } from './listen/malformed.ts';
import { Streams } from './listen/streams.ts';
import type { MockServer } from './server.ts';

export interface ListenOptions {
  /** 0 takes a free port. @default 4100 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /**
   * Whether `/_mock` and `/metrics` are served, and faults made on request: whoever reaches the
   * server can then read and clear all of it. @default only on loopback
   */
  readonly control?: boolean;
  /**
   * Origins of web pages that may call the server, such as `http://localhost:5173`, or `*`.
   * @default none but its own
   */
  readonly cors?: readonly string[];
}

/** A server that listens. */
export interface Listening extends AsyncDisposable {
  /** For example `http://127.0.0.1:4100`. */
  readonly url: string;
  /**
   * Takes no more requests, answers those at hand, ends the live streams, and ends. The mock server
   * itself goes on.
   * @param options.timeout milliseconds after which requests at hand are cut off. @default 5000
   */
  close(options?: { readonly timeout?: number }): Promise<void>;
}

/**
 * Puts a mock server behind a port. Web pages of other origins are refused (403 `forbidden`), and so
 * is a `Host` that does not name this machine where the server is for this machine only.
 *
 * @throws Error when the host is no loopback address and the server takes the well-known token, when
 * an entry of `cors` is no origin, or when the port cannot be had (`EADDRINUSE`, `EACCES`)
 */
export async function listen(mock: MockServer, options: ListenOptions = {}): Promise<Listening> {
  const { port = DEFAULTS.port, host = DEFAULTS.host, cors = [] } = options;
  const loopback = isLoopback(host);
  if (mock.wellKnownToken && !loopback) {
    throw new Error(
      `A server on ${host} must not take the well-known token: create it with { wellKnownToken: false }`,
    );
  }
  const { control = loopback } = options;
  const streams = new Streams();
  const fetch = guarded((request) => mock.fetch(request), { loopback, control, cors });
  const answer = answerWith(fetch, streams);
  const server = createServer((incoming, outgoing) => {
    // A connection that is kept alive would hold a closing server open after its last answer.
    outgoing.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    answer(incoming, outgoing);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(malformed(error.code));
    else socket.destroy();
  });
  const sockets = openSockets(server);
  // Who is let in is known before anybody knocks: one who has hung up meanwhile gets no answer from Node.
  await mock.tokens();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const close: Listening['close'] = ({ timeout = 5_000 } = {}) => {
    streams.close();
    return closeServer(server, sockets, timeout);
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}
