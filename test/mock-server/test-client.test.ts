import { describe, expect, onTestFinished, test } from 'vitest';
import { live } from '@quint-security/contract/live';
import {
  createTestClient,
  VirtualClock,
  type TestClientOptions,
} from '@quint-security/contract/mock';
import { operations } from '../../generated/operations.ts';
import { rejection } from '../src/client/support.ts';
import { SEED_EVENT, SEED_STATE } from './support/samples.ts';

const HOUR = 3_600_000;
const SESSION = SEED_EVENT.session_id;

/** A test client for the running test. */
function quintForTest(options?: TestClientOptions) {
  const quint = createTestClient(options);
  onTestFinished(() => quint.close());
  return quint;
}

test('what it sends it can read back, without a port', async () => {
  const listen = globalThis.fetch;
  globalThis.fetch = () => expect.fail('a request left the process');
  onTestFinished(() => void (globalThis.fetch = listen));
  const { client, server } = quintForTest();

  await client.ingestEvents({ events: [SEED_EVENT] });
  await server.waitFor({ session: SESSION, state: 'active' });

  expect((await client.getSession(SESSION)).risk_summary.total_events).toBe(1);
  expect(await client.safe.getSession('another')).toMatchObject({
    error: { code: 'not_found', status: 404 },
  });
  expect(server.journal.list().map(({ operation, status }) => [operation, status])).toEqual([
    ['getSession', 404],
    ['getSession', 200],
    ['ingestEvents', 200],
  ]);
});

test('two of them do not know of each other', async () => {
  const [one, other] = [quintForTest(), quintForTest()];
  await one.client.ingestEvents({ events: [SEED_EVENT] });
  expect((await other.client.listEvents()).events).toEqual([]);
});

test('`await using` ends it', async () => {
  const used = await (async () => {
    await using quint = createTestClient();
    await quint.client.ingestSession(SEED_STATE);
    return quint;
  })();
  expect(await rejection(used.client.health())).toMatchObject({
    code: 'invalid_request',
    message: 'GET /health: not sent: this test client is closed',
  });
  expect((await used.server.fetch('http://mock/health')).status).toBe(503);
  await used.close();
});

describe('its clock', () => {
  test('stands at the same instant in every run, and moves when it is told to', async () => {
    const { client, clock, server } = quintForTest();
    await client.ingestEvents({ events: [SEED_EVENT] });
    await client.ingestEvents({ events: [SEED_EVENT] });
    await clock.advance(HOUR);
    await client.health();
    expect(server.journal.list().map(({ at }) => at)).toEqual([
      '2026-01-01T01:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ]);
  });

  test('brings back what a processor failed at', async () => {
    const failures: unknown[] = [];
    const { client, clock, server } = quintForTest({
      onProcessorError: (error) => failures.push(error),
    });
    server.faults.add({ match: { queue: 'quint-events-sessions' }, fail: 'full', times: 1 });
    await client.ingestEvents({ events: [SEED_EVENT] });
    expect((await client.listSessions()).sessions).toEqual([]);
    await clock.advance(60_000);
    expect((await client.listSessions()).sessions).toHaveLength(1);
    expect(failures).not.toEqual([]);
  });

  test('may be another one', async () => {
    const { client, clock } = quintForTest({ clock: VirtualClock.running() });
    expect(clock.frozen).toBe(false);
    await client.ingestEvents({ events: [{ ...SEED_EVENT, timestamp: new Date().toISOString() }] });
    expect((await client.getEventStats()).total_events).toBe(1);
  });
});

describe('a fault', () => {
  const BUSY = {
    match: { operation: 'ingestEvents' },
    times: 2,
    status: 429,
    headers: { 'retry-after': '60' },
  } as const;

  test('is seen by the call that it hits', async () => {
    const { client, server } = quintForTest();
    server.faults.add(BUSY);
    const call = client.ingestEvents({ events: [SEED_EVENT] });
    expect(await rejection(call)).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      attempts: 1,
    });
  });

  test('is outlived by a client that tries again, and the test does not wait for that', async () => {
    const { client, server } = quintForTest({ retry: { maxDelay: 0 } });
    server.faults.add(BUSY);
    await client.ingestEvents({ events: [SEED_EVENT] });
    expect(server.journal.list().map(({ status }) => status)).toEqual([200, 429, 429]);
  });
});

describe('a client of another caller', () => {
  test('sees nothing of this org', async () => {
    const { client, clientOf } = quintForTest();
    await client.ingestEvents({ events: [SEED_EVENT] });
    const stranger = clientOf({ org_id: 'acme' });
    expect((await stranger.listEvents()).events).toEqual([]);
    expect(await stranger.ingestEvents({ events: [SEED_EVENT] })).toMatchObject({ duplicates: 0 });
  });

  test('may do what its credential admits, and nothing else', async () => {
    const { client, clientOf, server } = quintForTest();
    const person = clientOf({ credential: 'jwt' });
    const { id } = await person.createToken({ name: 'ci' });
    await person.revokeToken(id);
    expect((await person.safe.ingestEvents({ events: [SEED_EVENT] })).error?.status).toBe(403);
    expect((await client.safe.listTokens()).error?.status).toBe(403);

    const installer = clientOf({ credential: 'install', org_id: 'acme' });
    const { org_id, service_token } = await installer.registerMachine({ machine_id: 'm' });
    expect(org_id).toBe('acme');
    expect((await installer.safe.registerMachine({ machine_id: 'm' })).error?.code).toBe(
      'token_spent',
    );
    const headers = { authorization: `Bearer ${service_token}` };
    await client.ingestEvents({ events: [SEED_EVENT] }, { headers });
    await server.waitFor({ session: SESSION, org_id: 'acme' });
  });

  test('keeps its token from call to call', async () => {
    const { clientOf } = quintForTest();
    const person = clientOf({ credential: 'jwt', org_id: 'acme' });
    const machine = clientOf({ org_id: 'acme' });
    await machine.listEvents();
    await machine.listEvents();
    expect((await person.listTokens()).tokens).toHaveLength(1);
  });

  test('of an org that cannot be says so', async () => {
    const { clientOf } = quintForTest();
    expect(await rejection(clientOf({ org_id: 'a b' }).listEvents())).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('not "a b"'),
    });
  });
});

test('every operation has a credential with which it can be called', async () => {
  const { client, clientOf, server } = quintForTest();
  const person = clientOf({ credential: 'jwt' });
  await client.ingestEvents({ events: [SEED_EVENT] });
  await client.ingestSession(SEED_STATE);
  await client.getSession(SESSION);
  await client.listSessions();
  await client.listSessionEvents(SESSION);
  await client.listSessionChildren(SESSION);
  await client.listEvents();
  await client.getEvent(SEED_EVENT.event_id);
  await client.getEventStats();
  await client.listAlerts();
  await clientOf({ credential: 'install' }).registerMachine({ machine_id: 'm' });
  const { id } = await person.createToken({ name: 'ci' });
  await person.listTokens();
  await person.rotateToken(id);
  await person.revokeToken(id);
  await (await client.stream()).cancel();
  await client.health();
  await client.ready();

  const called = server.journal.list().map(({ operation }) => operation);
  expect(called.toSorted()).toEqual(Object.keys(operations).toSorted());
});

describe('to close it ends at once', () => {
  test('a call that is to be tried again', async () => {
    const { client, server, close } = quintForTest({ retry: { maxDelay: 60_000 } });
    server.faults.add({ status: 429, headers: { 'retry-after': '60' } });
    const calls = [client.ingestEvents({ events: [SEED_EVENT] }), client.listEvents()].map(
      rejection,
    );
    await expect.poll(() => server.journal.list().length).toBe(2);
    await close();
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({
        code: 'aborted',
        cause: { message: 'this test client is closed' },
      });
    }
  });

  test('a call that a fault delays, also one with a signal of its own', async () => {
    const { client, clientOf, server, close } = quintForTest();
    server.faults.add({ delay_ms: 60_000 });
    const { signal } = new AbortController();
    const calls = [
      client.listEvents(),
      client.getSession(SESSION, { signal }),
      clientOf({ org_id: 'acme' }).listEvents({ limit: 5 }, { signal }),
    ].map(rejection);
    await expect.poll(() => server.faults.list()[0]?.hits).toBe(3);
    await close();
    const codes = (await Promise.all(calls)).map(({ code }) => code);
    expect(codes).toEqual(Array(3).fill('aborted'));
  });

  test('what waits for the processors', async () => {
    const { client, server, close } = quintForTest();
    server.faults.add({ match: { queue: 'quint-events-pipeline' }, fail: 'no' });
    await client.ingestEvents({ events: [SEED_EVENT] });
    const waits = [
      server.waitFor({ event: SEED_EVENT.event_id }),
      server.expectNone({ alert: {} }),
      server.drain(),
    ].map(rejection);
    await client.health();
    await close();
    const codes = (await Promise.all(waits)).map(({ code }) => code);
    expect(codes).toEqual(Array(3).fill('unavailable'));
  });

  test('and a signal of a call’s own still does so before', async () => {
    const { client, server } = quintForTest();
    server.faults.add({ delay_ms: 60_000 });
    const leaving = new AbortController();
    const call = rejection(client.listEvents({}, { signal: leaving.signal }));
    await expect.poll(() => server.faults.list()[0]?.hits).toBe(1);
    leaving.abort();
    expect(await call).toMatchObject({ code: 'aborted' });
  });
});

test('a wait in vain says that the clock is frozen, where it is', async () => {
  const hint = '; the clock is frozen at 2026-01-01T00:00:00Z';
  const wait = { session: 'nobody' };
  const inVain = (options?: TestClientOptions) =>
    expect(quintForTest(options).server.waitFor(wait, { timeout: 1 })).rejects;
  await inVain().toThrow(hint);
  await inVain({ clock: VirtualClock.running() }).not.toThrow('frozen');
});

describe('followed live', () => {
  test('it tells what it takes in, until it is closed', async () => {
    const quint = quintForTest();
    const states: string[] = [];
    let isFollowed!: () => void;
    const followed = new Promise<void>((resolve) => (isFollowed = resolve));
    const loop = (async () => {
      for await (const message of quint.live({ lastEventId: '0' })) {
        if (message.type === 'reset') isFollowed();
        if (message.type === 'session.upserted') states.push(message.session.state);
        if (states.includes('ended')) await quint.close();
      }
    })();
    await followed;
    await quint.client.ingestSession(SEED_STATE);
    await quint.client.ingestSession({ ...SEED_STATE, state: 'ended' });
    await loop;
    expect(states).toEqual(['active', 'ended']);
  });

  test('it can be left before', async () => {
    const quint = quintForTest();
    const leaving = new AbortController();
    for await (const { type } of quint.live({ lastEventId: '0', signal: leaving.signal })) {
      expect(type).toBe('reset');
      leaving.abort();
    }
    await quint.client.health();
  });

  test('a loop of one’s own ends with an error, and does not ask a closed server for ever', async () => {
    const quint = quintForTest();
    const loop = (async () => {
      for await (const { type } of live(quint.client, { lastEventId: '0' })) {
        if (type === 'reset') await quint.close();
      }
    })();
    expect(await rejection(loop)).toMatchObject({ operation: 'stream', code: 'invalid_request' });
  });
});
