import { describe, expect, test } from 'vitest';
import { systemClock, VirtualClock } from '../../../mock-server/index.ts';
import { apiOf, pointers, startApi, startMock } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';

const NOON = Date.UTC(2026, 3, 25, 12);

test('the clock is read, frozen, advanced, set and resumed over HTTP', async () => {
  const server = await startListening(startMock({ clock: new VirtualClock(NOON) }));
  const api = apiOf(server, 'no credential');
  const frozen = { now: '2026-04-25T12:00:00.000Z', epoch_ms: NOON, frozen: true };
  expect((await api.get('/_mock/clock')).body).toEqual(frozen);
  expect((await api.post('/_mock/clock/advance', { ms: 1_500 })).body).toEqual({
    now: '2026-04-25T12:00:01.500Z',
    epoch_ms: NOON + 1_500,
    frozen: true,
  });
  expect((await api.post('/_mock/clock/set', { to: '2026-04-25T14:00:00+02:00' })).body).toEqual(
    frozen,
  );
  expect((await api.post('/_mock/clock/set', { to: NOON + 5 })).body.epoch_ms).toBe(NOON + 5);
  expect((await api.send('POST', '/_mock/clock/resume')).body.frozen).toBe(false);
  expect((await api.send('POST', '/_mock/clock/freeze')).body.frozen).toBe(true);
  await server.mock.clock.set(NOON);
  expect((await api.get('/_mock/clock')).body).toEqual(frozen);
});

test('five minutes of deduplication pass at once', async () => {
  const api = startApi({ clock: new VirtualClock(NOON), retain: { events: 1 } });
  const first = event();
  await api.ingest(first, event());
  await api.mock.drain();
  // It has fallen off the table, so that only the topic knows it.
  expect((await api.ingest(first)).body).toEqual({ ingested: 0, duplicates: 1 });
  await api.mock.clock.advance(300_000);
  expect((await api.ingest(first)).body).toEqual({ ingested: 1, duplicates: 0 });
});

describe('refused', () => {
  test.each([
    ['advance', { ms: -1 }, '/ms'],
    ['advance', { ms: 0.5 }, '/ms'],
    ['advance', {}, '/ms'],
    ['advance', { ms: 253_402_300_799_999 }, '/ms'],
    ['set', { to: 'yesterday' }, '/to'],
    ['set', { to: '1969-12-31T23:59:59Z' }, '/to'],
    ['set', { to: 253_402_300_800_000 }, '/to'],
    ['set', { to: 1, at: 2 }, ''],
  ])('%s %o', async (turn, body, pointer) => {
    const api = startApi({ clock: new VirtualClock(NOON) });
    const answer = await api.post(`/_mock/clock/${turn}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual([pointer]);
    expect(api.mock.clock.now()).toBe(NOON);
  });

  test('in process, too', async () => {
    const { clock } = startMock({ clock: new VirtualClock(NOON) });
    await expect(clock.advance(-1)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(clock.set('yesterday')).rejects.toMatchObject({ code: 'validation_failed' });
  });
});

test('a clock of the caller’s own is read, and not turned', async () => {
  const api = startApi({ clock: systemClock });
  expect((await api.get('/_mock/clock')).body.frozen).toBe(false);
  for (const turn of ['freeze', 'resume']) {
    const answer = await api.send('POST', `/_mock/clock/${turn}`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(answer.body.error).toContain('VirtualClock');
  }
  await expect(api.mock.clock.advance(1)).rejects.toMatchObject({ code: 'conflict' });
  await expect(api.mock.clock.set(1)).rejects.toMatchObject({ code: 'conflict' });
});
