import { describe, expect, test } from 'vitest';
import { waitFor } from '../../../mock-server/control/waiting/wait.ts';
import { VirtualClock, type MockServer } from '../../../mock-server/index.ts';
import type { Session } from '../../../spec/schemas/session.ts';
import { apiOf, pointers, startApi, startMock, type Api } from '../support/api.ts';
import { startListening } from '../support/http.ts';
import { event, SEED_START } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';

/** A server on a frozen clock whose processors may fail. */
function startFrozen(): Api & { readonly mock: MockServer } {
  return startApi({ clock: new VirtualClock(), onProcessorError: () => {} });
}

/** Lets a message be delivered as often as it is before it is dead-lettered. */
async function exhaust(mock: MockServer): Promise<void> {
  for (let receive = 0; receive <= 10; receive++) await mock.clock.advance(30_000);
}

describe('waitFor', () => {
  test('resolves at once with what is there', async () => {
    const api = startApi();
    await api.report(SEED_START);
    await api.ingest(event({ session_id: 's', decision: 'block' }));
    await api.mock.drain();
    const { session } = await api.mock.waitFor({ session: SEED_START.session_id });
    expect(session).toMatchObject({ id: SEED_START.session_id, state: 'active' });
    const { alert, org_id } = await api.mock.waitFor({ alert: { session_id: 's' } });
    expect(alert).toMatchObject({ session_id: 's' });
    expect(org_id).toBe('org_local');
  });

  test('resolves when it comes, and not for what is like it', async () => {
    const api = startApi();
    await api.report(SEED_START);
    const id = SEED_START.session_id;
    const ended = api.mock.waitFor({ session: id, state: 'ended', org_id: 'org_local' });
    const other = event();
    const wanted = event();
    const stored = api.mock.waitFor({ event: wanted.event_id.toUpperCase() });
    const token = await api.mock.mintToken({ org_id: 'other', type: 'service' });
    await apiOf(api.mock, token).report({
      event_type: 'session_end',
      session_id: id,
      ended_at: '2026-04-25T04:00:00Z',
    });
    await api.ingest(other);
    await api.mock.drain();
    let early: string | undefined;
    void ended.then(() => (early = 'ended'));
    void stored.then(() => (early = 'stored'));
    await api.mock.drain();
    expect(early).toBeUndefined();
    await api.report({
      event_type: 'session_end',
      session_id: id,
      ended_at: '2026-04-25T05:00:00Z',
    });
    await api.ingest(wanted);
    expect((await ended).session).toMatchObject({ id, state: 'ended' });
    expect((await stored).event.id).toBe(wanted.event_id);
  });

  test('a dead letter', async () => {
    const { mock, ingest } = startFrozen();
    mock.faults.add({ match: { queue: PIPELINE }, fail: 'the table is locked' });
    const lost = event({ session_id: 'lost' });
    await ingest(lost);
    const waiting = mock.waitFor({ dead_letter: { queue: PIPELINE, session_id: 'lost' } });
    await exhaust(mock);
    const { dead_letter, org_id } = await waiting;
    expect(org_id).toBe('org_local');
    expect(dead_letter).toMatchObject({ event_id: lost.event_id, dead_letter_source: PIPELINE });
    // And once more, when it is there already.
    const again = await mock.waitFor({ dead_letter: { event_id: lost.event_id } }, { timeout: 0 });
    expect(again.dead_letter).toEqual(dead_letter);
    await expect(
      mock.waitFor({ dead_letter: { queue: 'quint-events-alerts' } }, { timeout: 0 }),
    ).rejects.toThrow('1 in quint-events-pipeline-dlq');
  });

  test('in vain, it tells what there is instead', async () => {
    const api = startApi();
    await api.report(SEED_START);
    await api.ingest(event({ session_id: 'b', decision: 'block' }));
    await api.mock.drain();
    const say = async (condition: Parameters<MockServer['waitFor']>[0]) => {
      const answer = await api.post('/_mock/waitFor?timeout_ms=1', condition);
      expect(answer).toMatchObject({ status: 408, body: { code: 'timeout' } });
      return answer.body.error as string;
    };
    const id = SEED_START.session_id;
    expect(await say({ session: id, state: 'ended' })).toContain('it is active in org_local');
    expect(await say({ session: 'nobody' })).toContain('no such session');
    expect(await say({ event: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b611' })).toContain('Nobody has');
    expect(await say({ alert: { session_id: 'x' } })).toContain('the latest alert of org_local is');
    expect(await say({ alert: {}, org_id: 'empty' })).toContain('there is no alert');
  });

  test('an event that is held up is waited for in vain with the reason', async () => {
    const { mock, ingest } = startFrozen();
    mock.faults.add({ match: { queue: PIPELINE }, fail: 'the table is locked' });
    const stuck = event();
    await ingest(stuck);
    await mock.clock.advance(0);
    await expect(mock.waitFor({ event: stuck.event_id }, { timeout: 1 })).rejects.toThrow(
      /quint-events-pipeline: failed 1 of 10 times: the table is locked; comes again at 2026/,
    );
  });

  test.each([
    [{}, ''],
    [{ session: 's', event: 'e' }, ''],
    ['"s"', ''],
    [{ session: 's', state: 'gone' }, '/state'],
    [{ session: 's', sate: 'ended' }, ''],
    [{ event: 'e' }, '/event'],
    [{ alert: { severity: 'grave' } }, '/alert/severity'],
    [{ dead_letter: { queue: 'q' } }, '/dead_letter/queue'],
    [{ session: 's', org_id: 'a b' }, '/org_id'],
  ])('%o is no condition', async (condition, pointer) => {
    const answer = await startApi().post('/_mock/waitFor', condition);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual([pointer]);
  });

  test('ends when the server is closed, since nothing comes after that', async () => {
    const { mock } = startFrozen();
    const waiting = expect(mock.waitFor({ session: 's' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('session s'),
    });
    await mock.close();
    await waiting;
    await expect(mock.waitFor({ session: 's' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test.each(['found', 'in vain', 'failing'])('leaves no listener behind: %s', async (how) => {
    let listeners = 0;
    const watched = {
      wanted: 'a session',
      look: async () => {
        if (how === 'failing') throw new Error('the store is gone');
        return how === 'found' ? { org_id: 'o', session: {} as Session } : undefined;
      },
      watch: () => {
        listeners++;
        return () => void listeners--;
      },
      instead: async () => 'there is none',
    };
    const processing = { closed: false, onClose: watched.watch };
    const waiting = waitFor<{ session: string }>(watched, processing, { timeout: 1 });
    expect(listeners).toBe(2);
    await waiting.catch(() => {});
    expect(listeners).toBe(0);
  });
});

test('a long poll over HTTP', async () => {
  const server = await startListening();
  const api = apiOf(server);
  const polled = api.post('/_mock/waitFor?timeout_ms=10000', { session: 'polled' });
  await api.get('/health');
  await api.ingest(event({ session_id: 'polled' }));
  expect(await polled).toMatchObject({ status: 200, body: { session: { id: 'polled' } } });
});

describe('drain', () => {
  test('in vain, it names what holds it up', async () => {
    const { mock, ingest, send } = startFrozen();
    mock.faults.add({ match: { queue: PIPELINE, session_id: 'stuck' }, fail: 'no' });
    const [first, second] = [event({ session_id: 'stuck' }), event({ session_id: 'stuck' })];
    await ingest(first, second);
    await mock.clock.advance(0);
    const { status, body } = await send('POST', '/_mock/drain?timeout_ms=1');
    expect(status).toBe(408);
    expect(body.error).toMatch(
      /^After 1 ms 2 messages are left, by a frozen clock that shows 2026-01-01T00:00:00Z/,
    );
    expect(body.error).toContain(
      `(event ${first.event_id}) is in flight until 2026-01-01T00:00:30Z`,
    );
    mock.faults.clear();
    const drained = mock.drain();
    await mock.clock.advance(30_000);
    await drained;
  });

  test.each(['-1', '60001', 'soon'])('takes no timeout of %s', async (timeout) => {
    const answer = await startApi().send('POST', `/_mock/drain?timeout_ms=${timeout}`);
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual(['timeout_ms']);
  });
});

describe('expectNone', () => {
  test('passes when there is none, after what was accepted is processed', async () => {
    const api = startApi();
    await api.ingest(event());
    await api.mock.expectNone({ alert: {} });
    expect((await api.post('/_mock/expectNone', { dead_letter: {} })).body).toEqual({ ok: true });
  });

  test('fails with what it found', async () => {
    const api = startApi();
    await api.ingest(event({ session_id: 'b', decision: 'block' }));
    const answer = await api.post('/_mock/expectNone', { alert: { session_id: 'b' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'unexpected' } });
    expect(answer.body.error).toContain('"session_id":"b"');
  });

  test('fails when it cannot drain', async () => {
    const mock = startMock({ clock: new VirtualClock(), onProcessorError: () => {} });
    mock.faults.add({ match: { queue: PIPELINE }, fail: 'no' });
    await apiOf(mock).ingest(event());
    await expect(mock.expectNone({ alert: {} }, { timeout: 1 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});
