import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen, type Listening, type MockServer } from '../../../mock-server/index.ts';
import { startMock } from './api.ts';

/** A server behind a free port, for the running test. */
export async function startListening(
  mock: MockServer = startMock(),
): Promise<Listening & { readonly mock: MockServer; readonly port: number }> {
  const server = await listen(mock, { port: 0 });
  onTestFinished(() => server.close({ timeout: 0 }));
  return { ...server, mock, port: Number(new URL(server.url).port) };
}

export const CREDENTIAL =
  'Host: localhost\r\nAuthorization: Bearer qt_deploy_YOUR_TOKEN\r\nContent-Type: application/json\r\n';

/**
 * Sends bytes as they are, and answers what comes back until the server ends the connection.
 * `Connection: close` belongs into the request where the server is not to keep it alive.
 */
export function rawRequest(
  port: number,
  ...parts: readonly (string | Uint8Array)[]
): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (received += text));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    for (const part of parts) socket.write(part);
  });
}

/** The body of an answer that was received raw. */
export function rawBody(received: string): any {
  return JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4));
}
