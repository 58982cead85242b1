import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULTS } from '../../defaults.ts';
import { namesLoopback } from '../../guard/loopback.ts';
import { cannotListen } from '../cannot-listen.ts';

/** What listens. */
export interface DebugServer {
  /** For example `http://127.0.0.1:9470/debug/flows`. */
  readonly url: string;
  close(): void;
}

const PATH = '/debug/flows';

/**
 * Serves `/debug/flows` to this machine.
 * @param port 0 takes a free one
 * @throws UsageError when the port cannot be had
 */
export async function serveFlows(port: number, flows: RequestListener): Promise<DebugServer> {
  const { host } = DEFAULTS;
  const server = createServer((request, response) => {
    // A web page can give its own name this address (DNS rebinding).
    if (!namesLoopback(request.headers.host ?? ''))
      refuse(response, 403, 'Host is not this machine');
    else if (request.url?.split('?', 1)[0] === PATH) flows(request, response);
    else refuse(response, 404, `There is only ${PATH}`);
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw cannotListen(error, host, port, '--debug-port');
  }
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}${PATH}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function refuse(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ error })}\n`);
}
