import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../mock-server/http/api-error.ts';
import { directiveOf } from '../../../mock-server/control/faults/fault-directive.ts';
import { VirtualClock } from '../../../mock-server/index.ts';
import { startApi } from '../support/api.ts';
import { event, events } from '../support/samples.ts';

const asking = (fault: string) => ({ headers: { 'quint-mock-fault': fault } });

describe('a request asks for a fault', () => {
  const READ: [string, object][] = [
    ['status=429; retry-after=3', { status: 429, headers: { 'retry-after': '3' } }],
    ['delay=200', { delay_ms: 200 }],
    ['reset', { reset: true }],
    ['truncate=10', { truncate: 10 }],
    [' status = 503;when=after ; ', { status: 503, when: 'after' }],
    ['delay=1.5;reset;when=before', { delay_ms: 1.5, reset: true, when: 'before' }],
  ];
  test.each(READ)('%s', (text, effects) => {
    expect(directiveOf(new Headers({ 'quint-mock-fault': text }), '/')?.effects).toEqual(effects);
    const parameter = `/v1?a=b&_mock_fault=${encodeURIComponent(text)}`;
    expect(directiveOf(new Headers(), parameter)?.effects).toEqual(effects);
  });

  test('in a query without any escapes', () => {
    const path = '/v1?_mock_fault=status=429;retry-after=3&limit=1';
    expect(directiveOf(new Headers(), path)?.effects).toMatchObject({ status: 429 });
  });

  const UNREADABLE: [string, string][] = [
    ['', 'it names no fault'],
    [';', 'it names no fault'],
    ['when=after', 'it names no fault'],
    ['dealy=200', '"dealy=200" is not known'],
    ['status=200', 'status: '],
    ['status', 'status: '],
    ['status=500; status=500', '"status" is there twice'],
    ['retry-after=3', 'retry-after is of the answer that status asks for'],
    ['status=429; retry-after', 'retry-after: '],
    ['reset=yes', 'reset: '],
    ['reset; truncate=1', 'truncate cannot be together with reset'],
    ['truncate=1; when=before', 'when cannot be before'],
    ['when=later; reset', 'when: '],
    ['delay=-1', 'delay: '],
    ['constructor', '"constructor" is not known'],
    ['{"status": 500}', 'is not known'],
  ];
  test.each(UNREADABLE)('400 says how: %j', (text, why) => {
    const read = () => directiveOf(new Headers({ 'quint-mock-fault': text }), '/');
    expect(read).toThrow(ApiError);
    expect(read).toThrow(why);
    expect(read).toThrow('write for example "status=429; retry-after=3"');
  });

  test('of which the header goes first, and no rule applies besides', () => {
    const headers = new Headers({ 'quint-mock-fault': 'status=500' });
    expect(directiveOf(headers, '/?_mock_fault=reset')?.effects).toEqual({ status: 500 });
  });

  // Else one could be asked for past a guard that looks at the query.
  test('never from a path', () => {
    expect(directiveOf(new Headers(), '/v1/sessions/a&_mock_fault=reset')).toBeUndefined();
    expect(directiveOf(new Headers(), '/v1/a&_mock_fault=reset&?b=c')).toBeUndefined();
  });

  test('none, most of the time', () => {
    expect(directiveOf(new Headers(), '/v1/sessions/_mock_fault?x=_mock_fault')).toBeUndefined();
  });
});

describe('over the whole way of a request', () => {
  test('a status, and the next request is as ever', async () => {
    const api = startApi();
    const answer = await api.get('/v1/sessions', asking('status=429; retry-after=3'));
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(answer.headers.get('retry-after')).toBe('3');
    expect((await api.get('/v1/sessions')).status).toBe(200);
  });

  test('by query parameter, beside parameters that are validated', async () => {
    const api = startApi();
    expect((await api.get('/v1/sessions?limit=1&_mock_fault=status=418')).status).toBe(418);
    expect((await api.get('/v1/sessions?limit=0&_mock_fault=status=418')).status).toBe(400);
    expect((await api.get('/v1/sessions?limit=1&_mock_fault=delay=0')).status).toBe(200);
  });

  test('what cannot be read is refused before anything happens', async () => {
    const api = startApi();
    const answer = await api.post('/v1/ingest', { events: [event()] }, asking('statsu=500'));
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues).toMatchObject([{ pointer: 'quint-mock-fault' }]);
    expect((await api.get('/v1/events')).body.events).toEqual([]);
  });

  test('a batch that was taken and whose answer is lost comes again as duplicates', async () => {
    const api = startApi();
    const batch = { events: events(3) };
    const lost = await api.post('/v1/ingest', batch, asking('status=503; when=after'));
    expect(lost).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await api.post('/v1/ingest', batch)).body).toEqual({ ingested: 0, duplicates: 3 });
  });

  test('a batch that was refused before has left nothing behind', async () => {
    const api = startApi();
    const batch = { events: events(3) };
    await api.post('/v1/ingest', batch, asking('status=503'));
    expect((await api.post('/v1/ingest', batch)).body).toEqual({ ingested: 3, duplicates: 0 });
  });

  test('a reset rejects as fetch does', async () => {
    const { mock } = startApi();
    const request = mock.fetch('http://mock/health', asking('reset'));
    await expect(request).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  });

  test('a truncated body breaks off, though its length is claimed', async () => {
    const { mock } = startApi();
    for (const bytes of [0, 5, 1_000_000]) {
      const response = await mock.fetch('http://mock/health', asking(`truncate=${bytes}`));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-length')).toBe('15');
      await expect(response.text()).rejects.toThrow(TypeError);
    }
  });

  test.each([
    [5, '{"sta'],
    [1_000_000, '{"status":"ok"'],
  ])('of a body truncated to %i bytes comes %s', async (bytes, expected) => {
    const { mock } = startApi();
    const response = await mock.fetch('http://mock/health', asking(`truncate=${bytes}`));
    const { value } = await response.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toBe(expected);
  });

  test('a HEAD has no body to truncate', async () => {
    const { mock } = startApi();
    const init = { method: 'HEAD', ...asking('truncate=5') };
    const response = await mock.fetch('http://mock/health', init);
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('a delay follows the clock; who gives up is told what he gave up for', async () => {
    const clock = new VirtualClock();
    const { mock } = startApi({ clock });
    const leaving = new AbortController();
    const held = mock.fetch('http://mock/health', asking('delay=60000'));
    const left = mock.fetch('http://mock/health', {
      ...asking('delay=60000'),
      signal: leaving.signal,
    });
    const settled = expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(1);
    leaving.abort();
    await settled;
    await clock.advance(60_000);
    expect((await held).status).toBe(200);
  });

  test('a frozen clock does not keep a server from closing', async () => {
    const clock = new VirtualClock();
    const { mock } = startApi({ clock });
    const held = mock.fetch('http://mock/health', asking('delay=60000'));
    await clock.advance(1);
    await mock.close();
    expect((await held).status).toBe(503);
  });
});
