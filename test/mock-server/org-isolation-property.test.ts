import fc from 'fast-check';
import { createParser } from 'eventsource-parser';
import { expect, test } from 'vitest';
import { createMockServer, VirtualClock } from '../../mock-server/index.ts';
import { macrotask } from '../../mock-server/clock/macrotask.ts';
import { madeByChance, Org, READS, told, withoutChance } from './support/orgs.ts';
import { uuid } from './support/samples.ts';

/** Something that an org does. It shows itself in a counterexample. */
interface Step {
  readonly act: (org: Org) => Promise<unknown>;
  readonly [fc.toStringMethod]: () => string;
}

/** Steps of one kind; a value says what exactly each does. */
function doing<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  act: (org: Org, value: Value) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return values.map((value) => ({
    act: (org) => act(org, value),
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(value)}`,
  }));
}

const SESSIONS = ['S', 'S:sub:1', 'T'];
const sessionIds = fc.constantFrom(...SESSIONS);
const eventIds = fc.integer({ min: 1, max: 6 }).map(uuid);
const seconds = fc.integer({ min: 10, max: 40 });
const names = fc.constantFrom('of-one', 'of-two');

/** No two sessions or events have the same: among equal times the order is that of arrival. */
function timeOf(second: number, session: string, event = 'report'): string {
  return `2026-04-25T00:00:${second}.${SESSIONS.indexOf(session) + 1}${event.slice(-1)}Z`.replace(
    'tZ',
    '0Z',
  );
}

const sentEvents = fc.array(
  fc.record({
    event_id: eventIds,
    session_id: sessionIds,
    second: seconds,
    name: names,
    risk_score: fc.constantFrom(5, 60, 90),
    decision: fc.constantFrom('allow', 'block'),
  }),
  { minLength: 1, maxLength: 4 },
);

const ingest = doing('ingest', sentEvents, async ({ api }, events) => {
  const sent = events.map(({ second, ...each }) => ({
    schema_version: 2,
    source: 'proxy',
    platform: 'cursor',
    action_type: 'tools/call',
    agent_id: 'a',
    timestamp: timeOf(second, each.session_id, each.event_id),
    ...each,
  }));
  return told(await api.ingest(...sent));
});

const refused = doing('refused', eventIds, async ({ api }, event_id) =>
  told(await api.ingest({ event_id, session_id: 'S' })),
);

const reports = fc.record({
  session_id: sessionIds,
  state: fc.constantFrom('active' as const, 'idle' as const, 'ended' as const),
  second: seconds,
  session_name: names,
});

const report = doing('report', reports, async ({ api }, { second, ...each }) =>
  told(await api.report({ ...each, timestamp: timeOf(second, each.session_id) })),
);

const register = doing('register', fc.constantFrom('m', 'n'), async (org, machine_id) => {
  const token = await org.mock.mintToken({ org_id: org.id, type: 'install' });
  return told(await org.api.post('/v1/machines/register', { machine_id }, { token }));
});

const create = doing('create a token', names, async (org, name) => {
  const answer = await org.person.post('/v1/deploy-tokens', { name });
  org.tokens.push(answer.body.id);
  return told(answer);
});

const end = doing('end a token', fc.tuple(fc.nat(9), fc.boolean()), async (org, [nth, revoked]) => {
  const id = org.tokens[nth % org.tokens.length] ?? crypto.randomUUID();
  const path = `/v1/deploy-tokens/${id}`;
  const answer = revoked
    ? await org.person.send('DELETE', path)
    : await org.person.post(`${path}/rotate`, { grace_seconds: 60 });
  if (answer.status === 201) org.tokens.push(answer.body.id);
  return told(answer);
});

const ask = doing('ask the control plane', eventIds, async ({ mock, id: org_id }, event) => {
  await mock.drain();
  const at_once = { timeout: 0 };
  const asked = await Promise.allSettled([
    mock.trace(event, { org_id }),
    mock.waitFor({ event, org_id }, at_once),
    mock.waitFor({ session: 'S', state: 'idle', org_id }, at_once),
    mock.waitFor({ alert: { event_id: event }, org_id }, at_once),
    // It drains the server: what the other org sends meanwhile holds it up.
    mock.expectNone({ session: 'T', org_id }),
    Promise.resolve(mock.journal.list({ org_id, limit: 1000 })),
  ]);
  return asked.map((each) =>
    each.status === 'fulfilled' ? each.value : (each.reason as Error).message,
  );
});

const faulty = fc.constantFrom('ingestEvents' as const, 'listEvents' as const);

const fault = doing('fault', faulty, async ({ mock, id }, operation) => {
  mock.faults.add({ match: { org_id: id, operation }, status: 503, times: 1 });
});

const reset = doing('reset', fc.constant(null), ({ mock, id }) => mock.reset({ org_id: id }));

const read = (reads: typeof READS) =>
  doing(
    'read',
    fc.constantFrom(...(Object.keys(reads) as (keyof typeof READS)[])),
    async (org, id) => {
      await org.mock.drain();
      return reads[id](org);
    },
  );

const anyStep = (reads: typeof READS): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 6, arbitrary: ingest },
    { weight: 4, arbitrary: report },
    { weight: 4, arbitrary: read(reads) },
    { weight: 2, arbitrary: ask },
    { weight: 1, arbitrary: refused },
    { weight: 1, arbitrary: register },
    { weight: 1, arbitrary: create },
    { weight: 1, arbitrary: end },
    { weight: 1, arbitrary: fault },
    { weight: 1, arbitrary: reset },
  );

const pauses = fc.constantFrom(0, 1, 20_000, 70_000, 300_000);

/** Two orgs on one server, and each of them on one of its own: what both are answered is the same. */
class Comparison {
  readonly clock = new VirtualClock();
  readonly #mocks = [1, 2, 3].map(() => createMockServer({ clock: this.clock, rateLimit: 4 }));
  #pairs: readonly (readonly [among: Org, alone: Org])[] = [];
  /** What was made at random and came out, by the org that it was told. */
  readonly #seen = [new Set<string>(), new Set<string>()] as const;

  async begin(): Promise<void> {
    const [shared, ...own] = this.#mocks;
    this.#pairs = await Promise.all(
      ['org_one', 'org_two'].map(
        async (id, index) => [await Org.of(shared!, id), await Org.of(own[index]!, id)] as const,
      ),
    );
  }

  /** @param who 0 or 1 */
  async run(who: number, { act }: Pick<Step, 'act'>): Promise<void> {
    const [among, alone] = this.#pairs[who]!;
    const answered = await act(among);
    for (const each of madeByChance(answered)) this.#seen[who]!.add(each);
    expect(withoutChance(answered)).toBe(withoutChance(await act(alone)));
  }

  async drain(): Promise<void> {
    await Promise.all(this.#mocks.map((mock) => mock.drain()));
  }

  async end(reads: typeof READS): Promise<void> {
    await this.drain();
    for (const act of Object.values(reads)) {
      for (const who of [0, 1]) await this.run(who, { act });
    }
    const [ones, twos] = this.#seen;
    expect([...ones].filter((each) => twos.has(each))).toEqual([]);
    await Promise.all(this.#mocks.map((mock) => mock.close()));
  }
}

test('each org is answered as if it were alone, whatever the other did before', async () => {
  const turns = fc.array(fc.record({ who: fc.nat(1), step: anyStep(READS), pause: pauses }), {
    minLength: 5,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(turns, async (each) => {
      const comparison = new Comparison();
      await comparison.begin();
      for (const { who, step, pause } of each) {
        await comparison.run(who, step);
        // What is processed together is told in one message: the stream could not be compared.
        await comparison.drain();
        if (pause > 0) await comparison.clock.advance(pause);
      }
      await comparison.end(READS);
    }),
    { numRuns: 50 },
  );
}, 60_000);

test('each org is answered as if it were alone, whatever the other does meanwhile', async () => {
  const sequence = fc.array(fc.record({ step: anyStep(FOLDED_READS), turns: fc.nat(3) }), {
    maxLength: 6,
  });
  const rounds = fc.array(fc.record({ steps: fc.tuple(sequence, sequence), pause: pauses }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (each) => {
      const comparison = new Comparison();
      await comparison.begin();
      for (const { steps, pause } of each) {
        await Promise.all(
          steps.map(async (own, who) => {
            for (const { step, turns } of own) {
              for (let turn = 0; turn < turns; turn++) await macrotask();
              await comparison.run(who, step);
            }
          }),
        );
        await comparison.drain();
        if (pause > 0) await comparison.clock.advance(pause);
      }
      await comparison.end(FOLDED_READS);
    }),
    { numRuns: 50 },
  );
}, 60_000);

/**
 * What is not a matter of chance while several groups are processed: of a stream what its client knows in
 * the end, however often it was told; of a cursor that there is one, since it ranks rows by arrival.
 */
const FOLDED_READS: typeof READS = {
  ...READS,
  ...Object.fromEntries(
    Object.entries(READS).map(([id, each]) => [
      id,
      async (org: Org) => JSON.stringify(await each(org)).replace(/(?<="next_cursor":)"\w+"/g, '1'),
    ]),
  ),
  stream: async (org) => ((await READS.stream(org)) as string[]).map(fold),
};

function fold(text: string): unknown {
  const known = new Map<string, unknown>();
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'reset') return known.clear();
      const { id } = JSON.parse(data) as { id: string };
      known.set(`${event} ${id}`, data);
    },
  });
  parser.feed(text);
  return [...known].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
