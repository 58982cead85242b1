import { describe, expect, test } from 'vitest';
import { apiOf } from '../support/api.ts';
import { CREDENTIAL, rawRequest, startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';

const asking = (fault: string) => ({ headers: { 'quint-mock-fault': fault } });

describe('over a real socket', () => {
  test('a status with its headers', async () => {
    const { url } = await startListening();
    const response = await fetch(`${url}/health?_mock_fault=status=429;retry-after=3`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await response.json()).toMatchObject({ code: 'rate_limited' });
  });

  test('the next two requests answer 429 with Retry-After: 3', async () => {
    const { url, mock } = await startListening();
    mock.faults.add({ times: 2, status: 429, headers: { 'retry-after': '3' } });
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await fetch(`${url}/health`));
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['3', '3', null]);
    expect(mock.faults.list()).toMatchObject([{ hits: 2 }]);
    expect(mock.journal.list({ status: 429 })).toMatchObject([
      { operation: 'health', code: 'rate_limited', faults: ['fault-1: status=429'] },
      { operation: 'health' },
    ]);
  });

  test('a reset, and the server goes on', async () => {
    const { url } = await startListening();
    await expect(fetch(`${url}/health`, asking('reset'))).rejects.toThrow(TypeError);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test('a body that claims its length and breaks off, of a request that took effect', async () => {
    const { url, port } = await startListening();
    const body = JSON.stringify({ events: [event()] });
    const received = await rawRequest(
      port,
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}quint-mock-fault: truncate=10\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    const [head, rest] = received.split('\r\n\r\n');
    expect(head).toContain('200 OK');
    expect(head).toContain(`content-length: ${'{"ingested":1,"duplicates":0}'.length}`);
    expect(rest).toBe('{"ingested');
    const api = apiOf({ url });
    expect((await api.post('/v1/ingest', JSON.parse(body))).body.duplicates).toBe(1);
  });
});
