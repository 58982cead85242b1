import { describe, expect, test } from 'vitest';
import {
  createMockServer,
  VirtualClock,
  type Ids,
  type MockServerOptions,
} from '../../mock-server/index.ts';
import { apiOf, startApi, startMock } from './support/api.ts';
import { event, events, uuid } from './support/samples.ts';

describe('a closed server', () => {
  test('takes nothing: what it took would be processed by nobody', async () => {
    const api = startApi();
    await api.mock.close();
    for (const answer of [await api.ingest(event()), await api.get('/v1/sessions')]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    }
  });

  test('may be closed twice, and drained', async () => {
    const api = startApi();
    await api.ingest(...events(500));
    await Promise.all([api.mock.close(), api.mock.close()]);
    await api.mock.close();
    await api.mock.drain();
  });
});

test('drain resolves when all that was taken is processed', async () => {
  const api = startApi();
  await Promise.all(Array.from({ length: 10 }, () => api.ingest(...events(500))));
  await api.mock.drain();
  const { risk_summary } = (await api.get('/v1/sessions/s-1')).body;
  expect(risk_summary.total_events).toBe(5_000);
});

test('drain of an idle server resolves at once', async () => {
  await startMock({ clock: new VirtualClock() }).drain();
});

test.each([
  { events: NaN },
  { sessions: undefined },
  { traces: -1 },
  { journal: 1.5 },
  { alerts: '9' },
])('what is no count of what is kept is refused, and not taken for no limit: %j', (retain) => {
  const create = () => createMockServer({ retain: retain as MockServerOptions['retain'] & {} });
  expect(create).toThrow(RangeError);
  expect(create).toThrow(`retain.${Object.keys(retain)[0]}`);
});

test('a source of ids may be an object with a state', async () => {
  class CountingIds implements Ids {
    #count = 0;
    uuid(): string {
      return uuid(++this.#count);
    }
    secret(): string {
      return String(++this.#count).padStart(32, '0');
    }
  }
  const run = async () => {
    const api = apiOf(startMock({ ids: new CountingIds(), clock: new VirtualClock() }));
    const answers = [
      await api.ingest(event({ event_id: uuid(1) })),
      await api.get('/v1/sessions'),
      await api.get('/v1/nowhere'),
    ];
    return answers.map(({ text, headers }) => [text, headers.get('x-request-id')]);
  };
  expect(await run()).toEqual(await run());
});

test('orgs with odd names are refused at minting', async () => {
  const mock = startMock();
  for (const org_id of ['', 'a b', 'x'.repeat(65), 'a/b', '🙂']) {
    await expect(mock.mintToken({ org_id, type: 'service' })).rejects.toThrow(TypeError);
  }
});
