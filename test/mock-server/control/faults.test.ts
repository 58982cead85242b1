import { describe, expect, test } from 'vitest';
import { ConnectionReset } from '../../../mock-server/control/faults/connection-reset.ts';
import type { FaultRule } from '../../../mock-server/control/faults/fault-rule.ts';
import { answering, factsOf, startFaults } from './support/faults.ts';

const UNAVAILABLE: FaultRule = { status: 503 };

describe('a rule', () => {
  test('that is counted applies so often, and stays in the list with its hits', async () => {
    const { faults, send } = startFaults();
    faults.add({ times: 2, status: 429, headers: { 'Retry-After': '3' } });
    const answers = [await send(), await send(), await send()];
    expect(answers).toMatchObject([
      { status: 429, code: 'rate_limited', headers: { 'retry-after': '3' } },
      { status: 429 },
      { status: 200 },
    ]);
    expect(faults.list()).toEqual([
      {
        id: 'fault-1',
        hits: 2,
        match: {},
        times: 2,
        status: 429,
        headers: { 'Retry-After': '3' },
      },
    ]);
  });

  test('that names no number applies until it is removed', async () => {
    const { faults, send } = startFaults();
    const { id } = faults.add(UNAVAILABLE);
    for (let n = 0; n < 5; n++) expect((await send()).status).toBe(503);
    expect(faults.remove(id)).toBe(true);
    expect(faults.remove(id)).toBe(false);
    expect((await send()).status).toBe(200);
  });

  const MATCHES: [string, FaultRule['match'], matches: object, other: object][] = [
    ['operation', { operation: 'health' }, { operation: 'health' }, { operation: 'ready' }],
    ['org', { org_id: 'a' }, { org_id: 'a' }, { org_id: 'b' }],
    ['session of the path', { session_id: 's' }, read('s'), read('t')],
    ['session of a report', { session_id: 's' }, report('s'), report('t')],
    ['session of one event', { session_id: 's' }, batch('t', 's', 'u'), batch('t', 'u')],
    [
      'all that is given',
      { operation: 'health', org_id: 'a' },
      { operation: 'health', org_id: 'a' },
      { operation: 'health', org_id: 'b' },
    ],
  ];
  test.each(MATCHES)('matches by %s', async (_, match, matches, other) => {
    const { faults, send } = startFaults();
    faults.add({ match, ...UNAVAILABLE });
    expect((await send(other)).status).toBe(200);
    expect((await send(matches)).status).toBe(503);
  });

  test('matches by token, which it does not keep', async () => {
    const { faults, send } = startFaults();
    faults.add({ match: { token: 'qt_deploy_mine' }, ...UNAVAILABLE });
    expect((await send({}, bearer('qt_deploy_other'))).status).toBe(200);
    expect((await send({}, bearer('qt_deploy_mine'))).status).toBe(503);
    expect((await send()).status).toBe(200);
    expect(JSON.stringify(faults.list())).not.toContain('mine');
    expect(faults.list()[0]!.match.token_sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('goes before those that were made after it, until it is spent', async () => {
    const { faults, send } = startFaults();
    faults.add({ times: 1, status: 500 });
    faults.add({ status: 502 });
    expect([(await send()).status, (await send()).status]).toEqual([500, 502]);
    expect(faults.list().map(({ hits }) => hits)).toEqual([1, 1]);
  });

  test('is a copy: what its maker does to it later changes nothing', async () => {
    const { faults, send } = startFaults();
    const rule = { status: 500, headers: { 'x-own': 'a' } };
    faults.add(rule);
    rule.status = 404;
    rule.headers['x-own'] = 'b';
    expect(await send()).toMatchObject({ status: 500, headers: { 'x-own': 'a' } });
  });
});

describe('what happens', () => {
  test('before by default: the request does not take effect', async () => {
    const { faults, send, taken } = startFaults();
    faults.add(UNAVAILABLE);
    await send();
    expect(taken()).toBe(0);
  });

  test.each([{ status: 503 }, { reset: true as const }])(
    'after: only the answer is lost: %j',
    async (effect) => {
      const { faults, send, taken } = startFaults();
      faults.add({ ...effect, when: 'after' });
      expect((await send()).status).not.toBe(200);
      expect(taken()).toBe(1);
    },
  );

  const ANSWERS: [FaultRule, object][] = [
    [{ status: 429 }, { code: 'rate_limited', headers: { 'retry-after': '1' } }],
    [{ status: 503 }, { code: 'unavailable', headers: { 'retry-after': '1' } }],
    [{ status: 401 }, { code: 'unauthorized', headers: {} }],
    [{ status: 404 }, { code: 'not_found' }],
    [{ status: 418 }, { code: 'validation_failed' }],
    [{ status: 502 }, { code: 'internal', headers: {} }],
    [
      { status: 409, code: 'token_spent', message: 'Gone', headers: { 'X-Own': 'a' } },
      { code: 'token_spent', message: 'Gone', headers: { 'x-own': 'a' } },
    ],
  ];
  test.each(ANSWERS)('an answer in the form of the contract: %j', async (rule, answer) => {
    const { faults, send } = startFaults();
    faults.add(rule);
    expect(await send()).toMatchObject({ status: rule.status, ...answer });
  });

  test('a reset looks like that of fetch', async () => {
    const { faults, send } = startFaults();
    faults.add({ reset: true });
    const { error } = await send();
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toBeInstanceOf(ConnectionReset);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
  });

  test('a truncated answer is that of a request that took effect', async () => {
    const { faults, send, taken } = startFaults();
    faults.add({ truncate: 7 });
    expect(await send()).toMatchObject({ status: 200, outcome: { breakOffAt: 7 } });
    expect(taken()).toBe(1);
  });

  test('is noted with the request', async () => {
    const { faults, send } = startFaults();
    faults.add({ status: 503, delay_ms: 0, when: 'after' });
    const facts = factsOf();
    await send(facts);
    expect(facts.faults).toEqual(['fault-1: status=503; delay; when=after']);
  });

  test('a stream that was opened for nothing is closed again', async () => {
    const { faults, send } = startFaults();
    faults.add({ reset: true, when: 'after' });
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    await send({}, {}, answering({ status: 200, body }));
    expect(cancelled).toBe(true);
  });
});

describe('a rule is refused that', () => {
  const REFUSED: [string, object, string][] = [
    ['does nothing', {}, 'names no effect'],
    ['does nothing to a queue', { match: { queue: 'quint-events-alerts' } }, 'names no effect'],
    ['has a field too many', { status: 500, staus: 1 }, 'Unrecognized key'],
    ['matches by what is not there', { match: { agent: 'a' }, status: 500 }, '/match'],
    ['answers with success', { status: 200 }, '/status'],
    ['fails in two ways', { status: 500, reset: true }, '/reset'],
    ['fails in two other ways', { truncate: 1, reset: true }, '/truncate'],
    ['truncates what did not happen', { truncate: 1, when: 'before' }, '/when'],
    ['has headers and no answer', { headers: { a: 'b' }, reset: true }, '/headers'],
    ['has a header that splits', { status: 500, headers: { a: 'b\r\nc: d' } }, '/headers/a'],
    ['frames the answer', { status: 500, headers: { 'Content-Length': '1' } }, '/headers'],
    [
      'promises trailers',
      { status: 500, headers: { Trailer: 'a' } },
      '/headers/Trailer is a header that a fault cannot set',
    ],
    ['has a code of its own', { status: 500, code: 'oops' }, '/code'],
    ['applies never', { status: 500, times: 0 }, '/times'],
    ['applies too often', { status: 500, times: 1_000_001 }, '/times'],
    ['waits backwards', { delay_ms: -1 }, '/delay_ms'],
    ['waits for ever', { delay_ms: 86_400_001 }, '/delay_ms'],
    ['waits by an odd distribution', { delay_ms: { distribution: 'odd' } }, '/delay_ms'],
    [
      'draws from nothing',
      { delay_ms: { distribution: 'uniform', min: 2, max: 1 } },
      '/delay_ms/min',
    ],
    ['names an odd queue', { match: { queue: 'quint-events' }, fail: 'x' }, '/match/queue'],
    [
      'names a dead-letter queue',
      { match: { queue: 'quint-events-alerts-dlq' }, fail: 'x' },
      '/match/queue',
    ],
    ['fails a queue without name', { fail: 'x' }, '/fail'],
    ['answers a message', { match: { queue: 'quint-events-alerts' }, status: 500 }, '/status'],
    [
      'matches a message by token',
      { match: { queue: 'quint-events-alerts', token: 'x' }, fail: 'x' },
      '/match/token',
    ],
  ];
  test.each(REFUSED)('%s', (_, rule, complaint) => {
    const { faults } = startFaults();
    let error: unknown;
    try {
      faults.add(rule as FaultRule);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ status: 400, code: 'validation_failed' });
    expect((error as Error).message).toContain(complaint);
    expect(faults.list()).toEqual([]);
  });
});

test('there are at most 1,000 rules that can apply; those that are spent make room', async () => {
  const { faults, send } = startFaults();
  faults.add({ ...UNAVAILABLE, times: 1 });
  for (let n = 1; n < 1000; n++) faults.add(UNAVAILABLE);
  expect(() => faults.add(UNAVAILABLE)).toThrow('There are 1000 faults already');
  await send();
  expect(faults.add(UNAVAILABLE).id).toBe('fault-1001');
  expect(faults.list()[0]!.id).toBe('fault-2');
  expect(faults.list()).toHaveLength(1000);
});

test('clear takes back all rules, or those bound to one org', async () => {
  const { faults } = startFaults();
  faults.add({ ...UNAVAILABLE, match: { org_id: 'a' } });
  faults.add({ ...UNAVAILABLE, match: { org_id: 'b' } });
  faults.add(UNAVAILABLE);
  faults.clear('a');
  expect(faults.list().map(({ id }) => id)).toEqual(['fault-2', 'fault-3']);
  faults.clear();
  expect(faults.list()).toEqual([]);
});

function read(id: string): object {
  return { operation: 'getSession', params: { id } };
}

function report(session_id: string): object {
  return { operation: 'ingestSession', body: { session_id } };
}

function batch(...sessions: string[]): object {
  return {
    operation: 'ingestEvents',
    body: { events: sessions.map((session_id) => ({ session_id })) },
  };
}

function bearer(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}
