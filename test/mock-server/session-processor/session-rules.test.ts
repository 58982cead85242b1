import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportedBy, touchedBy } from '../../../mock-server/session-processor/session-rules.ts';
import type { SessionRow } from '../../../mock-server/store/store.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';
import { event, second } from '../support/samples.ts';

const RECEIVED = second(50_000);

/** The row after these reports and times of events, in the order of their arrival. */
function after(...happenings: (SessionReport | string)[]): SessionRow {
  return happenings.reduce<SessionRow | undefined>(apply, undefined)!;
}

function apply(
  row: SessionRow | undefined,
  happening: SessionReport | string,
  index: number,
): SessionRow {
  if (typeof happening === 'string') {
    return touchedBy({ ...event({ session_id: 'S', timestamp: happening }), org_id: 'o' }, row);
  }
  const sequenceNumber = String(index + 1).padStart(20, '0');
  return reportedBy({ org_id: 'o', report: happening, received_at: RECEIVED, sequenceNumber }, row);
}

const start = (started_at: string, more: object = {}) =>
  ({ event_type: 'session_start', session_id: 'S', started_at, ...more }) as SessionReport;
const resume = (timestamp: string, more: object = {}) =>
  ({ event_type: 'session_resume', session_id: 'S', timestamp, ...more }) as SessionReport;
const end = (ended_at: string, more: object = {}) =>
  ({ event_type: 'session_end', session_id: 'S', ended_at, ...more }) as SessionReport;
const state = (value: string, timestamp: string, more: object = {}) =>
  ({ state: value, session_id: 'S', timestamp, ...more }) as SessionReport;

describe('rule 2: the state', () => {
  test.each([
    ['session_start', start(second(0)), 'active'],
    ['session_resume', resume(second(0)), 'active'],
    ['session_end', end(second(0)), 'ended'],
    ['active', state('active', second(0)), 'active'],
    ['idle', state('idle', second(0)), 'idle'],
    ['ended', state('ended', second(0)), 'ended'],
  ])('%s', (_, report, expected) => {
    expect(after(report).state).toBe(expected);
  });
});

const timeOf = (report: SessionReport): string => after(report).state_from!.at;

describe('rule 3: the latest effective time wins', () => {
  test('a report that arrives late does not move the state back', () => {
    expect(after(end(second(10)), start(second(0)))).toMatchObject({
      state: 'ended',
      ended_at: second(10),
    });
    expect(after(state('idle', second(10)), end(second(5)))).toMatchObject({
      state: 'idle',
      ended_at: null,
    });
    expect(after(resume(second(10)), end(second(5)))).toMatchObject({
      state: 'active',
      ended_at: null,
    });
  });

  test('but fills what is empty, and only that', () => {
    const late = {
      model: 'old',
      session_name: 'old',
      signing_id: 'old',
      platform: 'old',
      parent_id: 'old',
    };
    const row = after(
      state('idle', second(10), { model: 'new', parent_id: null }),
      start(second(0), late),
    );
    expect(row).toMatchObject({
      state: 'idle',
      model: 'new',
      parent_id: null,
      session_name: 'old',
      signing_id: 'old',
      platform: 'old',
    });
  });

  test('a later one replaces what it says, and keeps what it does not', () => {
    const row = after(
      state('active', second(0), { model: 'a', session_name: 'a' }),
      state('idle', second(1), { model: 'b' }),
    );
    expect(row).toMatchObject({ model: 'b', session_name: 'a' });
  });

  test('equal times: the later sequence number wins, however the time is written', () => {
    expect(after(state('idle', second(5)), state('ended', second(5))).state).toBe('ended');
    expect(after(state('ended', second(5)), state('idle', second(5)))).toMatchObject({
      state: 'idle',
      ended_at: null,
    });
    const [z, offset] = ['2026-04-25T03:00:00.10Z', '2026-04-25T05:00:00.1+02:00'];
    expect(after(state('idle', z), state('ended', offset)).state).toBe('ended');
    expect(after(state('idle', offset), state('ended', z)).state).toBe('ended');
  });

  test('equal times: the earlier one does not win by being delivered again', () => {
    const [idle, ended] = [state('idle', second(5)), state('ended', second(5))];
    const row = after(idle, ended);
    expect(apply(row, idle, 0)).toEqual(row);
  });

  test.each([
    ['2026-04-25T03:00:00.1Z', '2026-04-25T03:00:00.138456Z'],
    ['2026-04-25T03:00:00Z', '2026-04-25T03:00:00.001Z'],
    ['2026-04-25T03:00:00.9Z', '2026-04-25T03:00:01Z'],
    ['2026-04-25T05:00:00+02:00', '2026-04-25T03:00:01Z'],
    ['2026-04-25T03:00:00Z', '2026-04-24T23:00:01-04:00'],
    ['2026-04-25T03:00:00.123456788Z', '2026-04-25T03:00:00.123456789Z'],
  ])('%s is before %s', (earlier, later) => {
    expect(after(state('idle', later), state('ended', earlier)).state).toBe('idle');
    expect(after(state('ended', earlier), state('idle', later)).state).toBe('idle');
  });

  test('the effective time is `timestamp`, else the own time of the type, else the receipt', () => {
    expect(timeOf(end(second(1), { timestamp: second(2) }))).toBe(second(2));
    expect(timeOf(end(second(1), { started_at: second(0) }))).toBe(second(1));
    expect(timeOf(start(second(1), { ended_at: second(2) }))).toBe(second(1));
    expect(timeOf(start(second(1), { timestamp: second(2) }))).toBe(second(2));
    const resumed = { event_type: 'session_resume', session_id: 'S' } as SessionReport;
    expect(timeOf(resumed)).toBe(RECEIVED);
    expect(
      timeOf({ ...resumed, started_at: second(0), ended_at: second(1) } as SessionReport),
    ).toBe(RECEIVED);
    expect(timeOf({ event_type: 'session_end', session_id: 'S', started_at: second(0) })).toBe(
      RECEIVED,
    );
  });
});

describe('rule 4: the times', () => {
  test('`started_at` is the earliest time known, from reports and events', () => {
    expect(after(second(9), start(second(5)), second(7)).started_at).toBe(second(5));
    expect(after(start(second(5)), second(3)).started_at).toBe(second(3));
    expect(after(end(second(9)), start(second(5))).started_at).toBe(second(5));
    expect(after(end(second(9), { started_at: second(1) })).started_at).toBe(second(1));
    expect(after(resume(second(9), { started_at: second(1) })).started_at).toBe(second(1));
  });

  test('a session does not end before it starts', () => {
    expect(after(end(second(1), { timestamp: second(5) }))).toMatchObject({
      started_at: second(1),
      ended_at: second(1),
    });
  });

  test('`ended_at` is what the end says, else its time', () => {
    expect(after(end(second(9), { timestamp: second(10) })).ended_at).toBe(second(9));
    expect(after(state('ended', second(9))).ended_at).toBe(second(9));
    expect(after({ event_type: 'session_end', session_id: 'S' }).ended_at).toBe(RECEIVED);
  });

  test('a later resume clears it', () => {
    expect(after(end(second(9)), resume(second(10)))).toMatchObject({
      state: 'active',
      ended_at: null,
    });
    expect(after(end(second(9)), state('active', second(10))).ended_at).toBeNull();
    expect(after(end(second(9)), start(second(10))).ended_at).toBeNull();
  });

  test('times are kept in UTC', () => {
    expect(after(end('2026-04-25T05:00:00.000+02:00'))).toMatchObject({
      started_at: '2026-04-25T03:00:00Z',
      ended_at: '2026-04-25T03:00:00Z',
    });
  });
});

describe('rule 5: ordinary events', () => {
  test('make an unknown session active, with their platform and time', () => {
    expect(after(second(3))).toMatchObject({
      state: 'active',
      platform: 'cursor',
      started_at: second(3),
      ended_at: null,
      state_from: undefined,
    });
  });

  test('never change a state', () => {
    for (const report of [end(second(5)), state('idle', second(5))]) {
      const row = after(report);
      for (const time of [second(0), second(5), second(99)]) {
        const touched = apply(row, time, 1);
        expect(touched).toEqual({
          ...row,
          started_at: touched.started_at,
          platform: touched.platform,
        });
      }
    }
  });

  test('fill in a platform that nobody has reported, and no other', () => {
    const reported = after({ ...state('idle', second(5)), platform: 'windsurf' });
    expect(apply(reported, second(6), 1).platform).toBe('windsurf');
    const unknown = after(state('idle', second(5)));
    expect(unknown.platform).toBeUndefined();
    expect(apply(unknown, second(6), 1).platform).toBe('cursor');
  });

  test('any report goes before them, be it earlier', () => {
    expect(after(second(100), end(second(1))).state).toBe('ended');
  });
});

const parentOf = (session_id: string, more: object = {}) =>
  reportedBy(
    {
      org_id: 'o',
      report: { session_id, state: 'active', timestamp: second(0), ...more },
      received_at: RECEIVED,
      sequenceNumber: '1',
    },
    undefined,
  ).parent_id;

describe('rule 6: the parent', () => {
  test.each([
    ['59247-1777085379101:sub:1', '59247-1777085379101'],
    ['X:sub:12', 'X'],
    ['X:sub:1:sub:2', 'X:sub:1'],
    ['X:sub:', null],
    ['X:sub:a', null],
    ['X:sub:1a', null],
    [':sub:1', null],
    ['X:SUB:1', null],
    ['X', null],
  ])('of %s is %s', (id, parent) => {
    expect(parentOf(id)).toBe(parent);
  });

  test('as given, null included', () => {
    expect(parentOf('X:sub:1', { parent_id: 'Y' })).toBe('Y');
    expect(parentOf('X:sub:1', { parent_id: null })).toBeNull();
    expect(parentOf('X', { parent_id: 'X' })).toBe('X');
  });
});

const outcome = ({ state: value, started_at, ended_at }: SessionRow) => ({
  value,
  started_at,
  ended_at,
});

describe('in any order', () => {
  const time = fc.integer({ min: 0, max: 40_000 });
  const fields = fc.record(
    {
      model: fc.constantFrom('a', 'b'),
      platform: fc.constantFrom('p', 'q'),
      parent_id: fc.constantFrom('x', 'y', null),
    },
    { requiredKeys: [] },
  );
  const report = fc.oneof(
    fc.tuple(time, fields).map(([at, more]) => start(second(at), more)),
    fc.tuple(time, fields).map(([at, more]) => resume(second(at), more)),
    fc.tuple(time, fields).map(([at, more]) => end(second(at), more)),
    fc
      .tuple(fc.constantFrom('active', 'idle', 'ended'), time, fields)
      .map(([value, at, more]) => state(value, second(at), more)),
  );
  const reports = fc.uniqueArray(report, { selector: timeOf, minLength: 1, maxLength: 7 });
  const times = fc.array(time.map(second), { maxLength: 3 });
  /** A delivery of everything, in any order, some of it more than once. */
  const deliveries = fc.tuple(reports, times).chain(([some, events]) => {
    const all: (SessionReport | string)[] = [...some, ...events];
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    return fc.tuple(
      fc.constant(some),
      order,
      fc.array(fc.constantFrom(...all), { maxLength: 4 }),
      order,
    );
  });

  test('reports of distinct times lead to the same state and times', () => {
    fc.assert(
      fc.property(deliveries, ([, one, again, other]) => {
        expect(outcome(after(...one, ...again))).toEqual(outcome(after(...again, ...other)));
      }),
      { numRuns: 500 },
    );
  });

  test('the state is that of the latest report', () => {
    fc.assert(
      fc.property(deliveries, ([some, order]) => {
        const latest = some.reduce((a, b) => (timeOf(a) > timeOf(b) ? a : b));
        expect(after(...order).state).toBe(after(latest).state);
      }),
      { numRuns: 300 },
    );
  });

  test('a redelivery of the same message changes nothing', () => {
    fc.assert(
      fc.property(deliveries, fc.nat(), ([, order], pick) => {
        const row = after(...order);
        const index = pick % order.length;
        expect(apply(row, order[index]!, index)).toEqual(row);
      }),
      { numRuns: 500 },
    );
  });

  test('no late report empties a field, or changes a full one', () => {
    fc.assert(
      fc.property(reports, report, (some, late) => {
        const row = after(...some);
        fc.pre(timeOf(late) < row.state_from!.at);
        const next = apply(row, late, 99);
        for (const key of ['session_name', 'model', 'signing_id', 'platform'] as const) {
          if (row[key] !== undefined) expect(next[key]).toBe(row[key]);
        }
        expect(outcome(next)).toEqual({ ...outcome(row), started_at: next.started_at });
      }),
      { numRuns: 300 },
    );
  });
});
