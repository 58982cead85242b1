import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createMockServer, listen } from '../../mock-server/index.ts';

/** Sends bytes as they are, and reads until the server ends the connection. */
async function raw(text: string): Promise<{ status: number; head: string; body: string }> {
  await using mock = createMockServer();
  await using server = await listen(mock, { port: 0 });
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += data));
  socket.end(text);
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  [
    'two lengths',
    'POST /v1/ingest HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
  ],
  ['a header of 20 KB', `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
])('%s gets an error in the form of the contract', async (_, text, status) => {
  const answer = await raw(text);
  expect(answer.status).toBe(status);
  const { error, code, request_id } = JSON.parse(answer.body) as Record<string, string>;
  expect([error, code]).toEqual([expect.stringContaining('.'), 'validation_failed']);
  expect(answer.head).toContain(`x-request-id: ${request_id}`);
});

test('HTTP/1.0 needs no Host', async () => {
  const answer = await raw('GET /health HTTP/1.0\r\n\r\n');
  expect(answer.status).toBe(200);
});
