import { describe, expect, test } from 'vitest';
import { listen, type ListenOptions } from '../../mock-server/index.ts';
import { apiOf, startMock } from './support/api.ts';
import { rawBody, rawRequest, startListening } from './support/http.ts';
import { onTestFinished } from 'vitest';

/** A server that others can reach, called from this machine. */
async function openServer(options: ListenOptions = {}) {
  const mock = startMock({ wellKnownToken: false });
  const server = await listen(mock, { port: 0, host: '0.0.0.0', ...options });
  onTestFinished(() => server.close({ timeout: 0 }));
  const url = server.url.replace('0.0.0.0', '127.0.0.1');
  return { ...apiOf({ url }, (await mock.tokens()).service), url };
}

test('on loopback a Host that does not name this machine is refused', async () => {
  const { port } = await startListening();
  const ask = (host: string) =>
    rawRequest(port, `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const refused = await ask(`evil.example:${port}`);
  expect(refused).toMatch(/^HTTP\/1\.1 403 /);
  expect(rawBody(refused)).toMatchObject({ code: 'forbidden' });
  expect(await ask(`localhost:${port}`)).toMatch(/^HTTP\/1\.1 200 /);
  // HTTP/1.0 has no Host, and no browser speaks it.
  expect(await rawRequest(port, 'GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('a page of another origin is refused before anything happens, unless cors allows it', async () => {
  const mock = startMock();
  const page = { headers: { origin: 'http://localhost:5173' } };
  const report = { session_id: 's', state: 'active', timestamp: '2026-01-01T00:00:00Z' };
  const strict = await listen(mock, { port: 0 });
  onTestFinished(() => strict.close({ timeout: 0 }));
  expect((await apiOf(strict).post('/v1/sessions/ingest', report, page)).status).toBe(403);
  expect((await apiOf(strict).get('/v1/sessions')).body.sessions).toEqual([]);

  const lenient = await listen(mock, { port: 0, cors: ['http://localhost:5173'] });
  onTestFinished(() => lenient.close({ timeout: 0 }));
  const taken = await apiOf(lenient).post('/v1/sessions/ingest', report, page);
  expect(taken.status).toBe(200);
  expect(taken.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  const preflight = await fetch(`${lenient.url}/v1/ingest`, {
    method: 'OPTIONS',
    headers: { ...page.headers, 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
});

test('an entry of cors that is no origin is an error at once', async () => {
  await expect(listen(startMock(), { port: 0, cors: ['localhost'] })).rejects.toThrow(
    /"localhost"/,
  );
});

describe('the control plane', () => {
  test('is served on loopback', async () => {
    const { url } = await startListening();
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });

  test('can be turned off there', async () => {
    const server = await listen(startMock(), { port: 0, control: false });
    onTestFinished(() => server.close({ timeout: 0 }));
    expect((await fetch(`${server.url}/metrics`)).status).toBe(403);
  });

  test('is refused where others can reach it, without touching the API', async () => {
    const api = await openServer();
    for (const answer of [
      await api.post('/_mock/reset', {}),
      await api.get('/_mock'),
      await api.get('/metrics'),
      await api.get('/v1/events?_mock_fault=status%3D500'),
      await api.get('/v1/events', { headers: { 'quint-mock-fault': 'reset' } }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(answer.body.error).toContain('--control');
    }
    expect((await api.get('/v1/events')).status).toBe(200);
    expect((await fetch(`${api.url}/_mock/jwks.json`)).status).toBe(200);
  });

  test('works there with control: true', async () => {
    const { url } = await openServer({ control: true });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    expect((await fetch(`${url}/_mock`)).status).toBe(200);
  });
});
