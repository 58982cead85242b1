import { expect, test } from 'vitest';
import { startApi } from '../support/api.ts';

const report = (more: object) => ({
  session_id: 's',
  state: 'active',
  timestamp: '2026-04-12T14:00:00Z',
  ...more,
});

test('a second report of the same state and time fills in what it adds', async () => {
  const api = startApi();
  await api.post('/v1/sessions/ingest', report({}));
  await api.post('/v1/sessions/ingest', report({ session_name: 'Fix auth', model: 'm1' }));
  const { body } = await api.get('/v1/sessions/s');
  expect(body).toMatchObject({ session_name: 'Fix auth', model: 'm1' });
});

test('of equal times the later report wins (contract.md §3, rule 3)', async () => {
  const api = startApi();
  for (const state of ['active', 'ended', 'idle']) {
    await api.post('/v1/sessions/ingest', report({ state }));
  }
  expect((await api.get('/v1/sessions/s')).body.state).toBe('idle');
});

test('an unknown field of a report, however deep, does no harm', async () => {
  const api = startApi();
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const body = JSON.stringify(report({ deep: 0 })).replace('"deep":0', `"deep":${deep}`);
  const headers = { 'content-type': 'application/json' };
  const answer = await api.send('POST', '/v1/sessions/ingest', { body, headers });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  expect((await api.get('/v1/sessions/s')).body.state).toBe('active');
});
