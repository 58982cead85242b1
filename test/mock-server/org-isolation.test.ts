import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { operations, type OperationId } from '../../spec/operations.ts';
import { macrotask } from '../../mock-server/clock/macrotask.ts';
import { VirtualClock, type MockServer } from '../../mock-server/index.ts';
import type { Alert } from '../../spec/schemas/alert.ts';
import { startMock, type Api } from './support/api.ts';
import { ACTS, Org, READS, told, withoutChance } from './support/orgs.ts';
import { event, second, uuid } from './support/samples.ts';

let clock: VirtualClock;
let mock: MockServer;
let one: Org;
let two: Org;

beforeEach(async () => {
  clock = new VirtualClock();
  mock = startMock({ clock });
  one = await Org.of(mock, 'org_one');
  two = await Org.of(mock, 'org_two');
});

/** Something of everything, with ids that are the same for every org. */
async function fill(org: Org, name: string, risk_score: number): Promise<void> {
  const common = { session_id: 'S', name, timestamp: second(risk_score) };
  const sent = await org.api.ingest(
    event({ ...common, event_id: uuid(1), risk_score, decision: 'block' }),
    event({ ...common, event_id: uuid(2), risk_score, decision: 'block' }),
    event({ ...common, event_id: uuid(3), session_id: 'S:sub:1' }),
    event({ ...common, event_id: uuid(4), session_id: 'S:sub:2' }),
  );
  expect(sent.body).toEqual({ ingested: 4, duplicates: 0 });
  for (const session_id of ['S', 'S:sub:1']) {
    await org.api.report({
      session_id,
      state: 'idle',
      timestamp: second(50),
      session_name: name,
    });
  }
  const created = await org.person.post('/v1/deploy-tokens', { name });
  org.tokens.push(created.body.id);
  await org.mock.drain();
}

/** An org of this name that has a server for itself. */
async function alone(id: string): Promise<Org> {
  return Org.of(startMock({ clock }), id);
}

test('an org listens from its beginning on, however late its server is ready', async () => {
  const sign = crypto.subtle.sign.bind(crypto.subtle);
  let signed!: () => void;
  const person = new Promise<void>((resolve) => (signed = resolve));
  const spy = vi
    .spyOn(crypto.subtle, 'sign')
    // The JWT that the server makes ready, until which no request is answered …
    .mockImplementationOnce(async (...given) => {
      await person;
      for (let turn = 0; turn < 10; turn++) await macrotask();
      return sign(...given);
    })
    // … and that of the org.
    .mockImplementationOnce((...given) => sign(...given).finally(signed));
  onTestFinished(() => spy.mockRestore());
  const late = await alone('org_one');
  await clock.advance(20_000);
  expect(await late.stream.ids()).toEqual(await one.stream.ids());
});

const guarded = (Object.keys(operations) as OperationId[]).filter(
  (id) => operations[id].auth !== 'none',
);
const reading = guarded.filter((id) => operations[id].method === 'GET');
const acting = guarded.filter((id) => operations[id].method !== 'GET');

describe('every operation of the contract has its case here', () => {
  test('if it reads', () => expect(Object.keys(READS).toSorted()).toEqual(reading.toSorted()));
  test('if it acts', () => expect(Object.keys(ACTS).toSorted()).toEqual(acting.toSorted()));
});

describe('each org reads what it would read if it were alone', () => {
  test.each(Object.entries(READS))('%s', async (_, read) => {
    await fill(one, 'of-one', 10);
    await fill(two, 'of-two', 20);
    const [of1, of2] = [await alone('org_one'), await alone('org_two')];
    await fill(of1, 'of-one', 10);
    await fill(of2, 'of-two', 20);
    const ones = withoutChance(await read(one));
    const twos = withoutChance(await read(two));
    expect(ones).toBe(withoutChance(await read(of1)));
    expect(twos).toBe(withoutChance(await read(of2)));
    // Or the case would not notice that one of them gets what is the other's.
    expect(ones).not.toBe(twos);
  });

  test.each(Object.entries(READS))('%s, when only the other has sent anything', async (_, read) => {
    await fill(one, 'of-one', 10);
    expect(withoutChance(await read(two))).toBe(withoutChance(await read(await alone('org_two'))));
  });
});

describe('what one org does changes nothing that the other reads', () => {
  test.each(Object.entries(ACTS))('%s', async (id, act) => {
    await fill(two, 'of-two', 20);
    const before = await readAll(two);
    const answer = await act(one, two);
    await mock.drain();
    expect(answer.status).toBe(
      operations[id as OperationId].path.includes('{id}') ? 404 : answer.status,
    );
    expect(await readAll(two)).toEqual(before);
  });

  test.each(Object.entries(ACTS))('%s, and is answered as if it were alone', async (_, act) => {
    await fill(two, 'of-two', 20);
    const of1 = await alone('org_one');
    const unknown = { tokens: [crypto.randomUUID()] } as unknown as Org;
    const expected = withoutChance(told(await act(of1, unknown)));
    expect(withoutChance(told(await act(one, two)))).toBe(expected);
  });
});

async function readAll(org: Org): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [id, read] of Object.entries(READS)) texts[id] = withoutChance(await read(org));
  return texts;
}

test('an org in the body counts for nothing', async () => {
  await one.api.ingest({ ...event({ session_id: 'S' }), org_id: 'org_two' });
  await one.api.report({
    session_id: 'R',
    state: 'active',
    timestamp: second(0),
    org_id: 'org_two',
  } as never);
  expect((await two.api.get('/v1/sessions')).body.sessions).toEqual([]);
  expect((await two.api.get('/v1/events')).body.events).toEqual([]);
  expect((await one.api.get('/v1/sessions')).body.sessions).toHaveLength(2);
  expect((await one.api.get('/v1/events')).body.events).toMatchObject([{ org_id: 'org_one' }]);
});

test('a parent of another org has no children here', async () => {
  await one.api.ingest(event({ session_id: 'S' }));
  await two.api.ingest(event({ session_id: 'S:sub:1' }));
  expect((await one.api.get('/v1/sessions/S')).body.children).toEqual([]);
  expect((await two.api.get('/v1/sessions/S')).status).toBe(404);
});

describe('what one org was given shows nothing of it to another', () => {
  const lists = Object.entries(operations).filter(
    ([, operation]) => 'query' in operation && 'cursor' in operation.query.shape,
  );

  test.each(lists.map(([id, { path }]) => [id, path.replace('{id}', 'S')]))(
    'a cursor of %s',
    async (id, path) => {
      await fill(one, 'of-one', 10);
      await fill(two, 'of-two', 20);
      const by = (org: Org): Api => (id === 'listTokens' ? org.person : org.api);
      const { next_cursor } = (await by(one).get(`${path}?limit=1`)).body;
      expect(next_cursor, 'the list is too short to be told in pages').not.toBeNull();
      const query = `?limit=1000&cursor=${encodeURIComponent(next_cursor)}`;
      const answer = await by(two).get(path + query);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('of-one');
      expect(answer.text).not.toContain('org_one');
      const whole = Object.values((await by(two).get(path)).body)[0] as unknown[];
      for (const row of Object.values(answer.body)[0] as unknown[])
        expect(whole).toContainEqual(row);
    },
  );

  test('the id of a live message', async () => {
    await fill(two, 'of-two', 20);
    await fill(one, 'of-one', 10);
    for (const id of await one.stream.ids()) {
      const text = await two.listen(id).sofar();
      expect(text).not.toContain('of-one');
    }
  });

  test('an alert of the same event, by the same rule, has another id', async () => {
    await fill(one, 'of-one', 10);
    await fill(two, 'of-two', 20);
    const alerts = await Promise.all(
      [one, two].map(async ({ api }) => (await api.get('/v1/alerts')).body.alerts as Alert[]),
    );
    expect(alerts.flat().map(({ event_id }) => event_id)).toEqual([
      uuid(2),
      uuid(1),
      uuid(2),
      uuid(1),
    ]);
    expect(new Set(alerts.flat().map(({ id }) => id)).size).toBe(4);
  });
});

const risky = (n: number) => event({ event_id: uuid(n), session_id: 'S', risk_score: 60 });

test('a rule that counts matches counts those of each org alone', async () => {
  // Five make a burst, three do not.
  await one.api.ingest(risky(11), risky(12), risky(13));
  await two.api.ingest(risky(21), risky(22), risky(23));
  await mock.drain();
  for (const { api } of [one, two]) {
    expect((await api.get('/v1/alerts')).body.alerts).toEqual([]);
  }
});

async function statusAndShare({ api }: Org): Promise<[number, string | null]> {
  const { status, headers } = await api.ingest(event());
  return [status, headers.get('ratelimit')];
}

test('one org’s share of ingest requests is its own', async () => {
  const limited = startMock({ clock, rateLimit: 2 });
  const [eager, modest] = [await Org.of(limited, 'eager'), await Org.of(limited, 'modest')];
  expect(await statusAndShare(eager)).toEqual([200, '"ingest";r=1;t=30']);
  expect(await statusAndShare(eager)).toEqual([200, '"ingest";r=0;t=60']);
  expect(await statusAndShare(eager)).toEqual([429, '"ingest";r=0;t=60']);
  expect(await statusAndShare(modest)).toEqual([200, '"ingest";r=1;t=30']);
  await limited.reset({ org_id: 'modest' });
  expect((await statusAndShare(eager))[0]).toBe(429);
});

describe('the control plane, asked of one org', () => {
  beforeEach(async () => {
    await fill(one, 'of-one', 10);
    await fill(two, 'of-two', 20);
    // A batch that is refused is remembered by the journal alone.
    await one.api.ingest({ event_id: uuid(8), session_id: 'S' });
  });

  test('traces its events and no others', async () => {
    for (const org_id of ['org_one', 'org_two']) {
      expect((await mock.trace(uuid(1), { org_id })).org_id).toBe(org_id);
    }
    await expect(mock.trace(uuid(1))).rejects.toThrow('org_one');
    expect((await mock.trace(uuid(8), { org_id: 'org_one' })).stopped?.station).toBe('validated');
    await expect(mock.trace(uuid(8), { org_id: 'org_two' })).rejects.toThrow('Nobody has');
  });

  test('lists and forgets its requests and no others', async () => {
    const of = (org_id: string) => mock.journal.list({ org_id, limit: 1000 });
    const count = of('org_two').length;
    expect(count).toBeGreaterThan(0);
    expect(of('org_two').every(({ org_id }) => org_id === 'org_two')).toBe(true);
    expect(mock.journal.list({ org_id: 'org_two', event_id: uuid(8) })).toEqual([]);
    mock.journal.clear({ org_id: 'org_one' });
    expect(of('org_one')).toEqual([]);
    expect(of('org_two')).toHaveLength(count);
  });

  test('waits for its things and no others', async () => {
    const org_id = 'org_two';
    const { session } = await mock.waitFor({ session: 'S', org_id });
    expect(session).toMatchObject({ session_name: 'of-two' });
    const found = await mock.waitFor({ event: uuid(1), org_id });
    expect(found.event).toMatchObject({ name: 'of-two' });
    expect((await mock.waitFor({ alert: {}, org_id })).alert).toMatchObject({ risk_score: 20 });
    const nobody = { org_id: 'nobody' };
    await mock.expectNone({ session: 'S', ...nobody });
    await mock.expectNone({ event: uuid(1), ...nobody });
    await mock.expectNone({ alert: {}, ...nobody });
    const waited = mock.waitFor({ session: 'S', state: 'ended', org_id });
    for (const { api } of [one, two]) {
      await api.report({ event_type: 'session_end', session_id: 'S', ended_at: second(55) });
      await mock.drain();
    }
    expect(await waited).toMatchObject({ org_id, session: { session_name: 'of-two' } });
  });

  test('forgets what is its, and leaves the other what it would read alone', async () => {
    const before = await readAll(two);
    await mock.reset({ org_id: 'org_one' });
    expect(await readAll(two)).toEqual(before);
    expect((await one.api.get('/v1/sessions')).body.sessions).toEqual([]);
    expect((await two.api.ingest(event({ event_id: uuid(1) }))).body.duplicates).toBe(1);
    expect((await one.api.ingest(event({ event_id: uuid(1) }))).body.duplicates).toBe(0);
  });

  test('injects its faults into no other’s requests', async () => {
    mock.faults.add({ match: { org_id: 'org_one' }, status: 503 });
    expect((await one.api.get('/v1/events')).status).toBe(503);
    expect((await two.api.get('/v1/events')).status).toBe(200);
  });
});
