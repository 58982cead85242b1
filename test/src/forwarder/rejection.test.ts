import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMockServer } from '../../../mock-server/index.ts';
import type { QuintEvent } from '../../../generated/types.ts';
import {
  accept,
  issueAt,
  Lab,
  namesOf,
  newEvent,
  problem,
  row,
  type Answering,
} from './support/lab.ts';

const isBad = ({ tool_name }: QuintEvent) => tool_name!.startsWith('bad');

/** Names what is bad, and takes nothing of such a batch. */
const strict: Answering = (sent, nth) => {
  const issues = sent.events.flatMap((event, index) => (isBad(event) ? [issueAt(index)] : []));
  return issues.length > 0 ? problem(400, { issues }) : accept(sent, nth);
};

/** Takes so many events at most. */
const small =
  (most: number, then: Answering = accept): Answering =>
  (sent, nth) =>
    sent.events.length > most ? problem(413) : then(sent, nth);

/** Breaks down over what is bad. */
const fragile: Answering = (sent, nth) =>
  sent.events.some(isBad) ? problem(500) : accept(sent, nth);

describe('a 400 that names events', () => {
  test('sets these aside, and the rest is sent again at once', async () => {
    const lab = new Lab(strict);
    lab.enqueue('a', 'bad-1', 'b', 'bad-2', 'c');
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([
      ['a', 'bad-1', 'b', 'bad-2', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(lab.waits).toEqual([0]);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 3, rejected: 2, retries: 0 });
  });

  test('is told with its reasons; the pointers begin at the event', async () => {
    const issues = [
      issueAt(1, 'session_id'),
      { pointer: '/events/1/labels/a~1b', message: 'is no text', code: 'invalid_type' },
      { pointer: '/events/2', message: 'is no object', code: 'invalid_type' },
    ];
    const lab = new Lab((sent, nth) => (nth === 1 ? problem(400, { issues }) : accept(sent, nth)));
    const rejected: unknown[] = [];
    lab.forwarder.on('rejected', (each) => rejected.push(each));
    const events = row(4).map((name) => newEvent(name));
    for (const event of events) lab.forwarder.enqueue(event);
    await lab.forwarder.flush();
    const own = [
      [
        { ...issues[0], pointer: '/session_id' },
        { ...issues[1], pointer: '/labels/a~1b' },
      ],
      [{ ...issues[2], pointer: '' }],
    ];
    const answer = { status: 400, requestId: 'r-1' };
    expect(rejected).toEqual([
      {
        count: 1,
        event: events[1],
        reason: '/session_id is bad; /labels/a~1b is no text',
        issues: own[0],
        ...answer,
      },
      { count: 1, event: events[2], reason: 'is no object', issues: own[1], ...answer },
    ]);
    expect(lab.setAside).toEqual([
      {
        rejected_at: '2026-01-01T00:00:00.000Z',
        reason: '/session_id is bad; /labels/a~1b is no text',
        status: 400,
        request_id: 'r-1',
        issues: own[0],
        event: events[1],
      },
      {
        rejected_at: '2026-01-01T00:00:00.000Z',
        reason: 'is no object',
        status: 400,
        request_id: 'r-1',
        issues: own[1],
        event: events[2],
      },
    ]);
    expect(statSync(lab.rejectedPath).mode & 0o777).toBe(0o600);
  });

  test('may name all of them', async () => {
    const lab = new Lab(strict);
    lab.enqueue('bad-1', 'bad-2');
    await lab.forwarder.flush();
    expect(lab.batches).toEqual([['bad-1', 'bad-2']]);
    expect(lab.told).toEqual(['rejected 1', 'rejected 1']);
    lab.enqueue('a');
    await lab.forwarder.flush();
    expect(lab.batches.at(-1)).toEqual(['a']);
  });

  test('finds the counters adding up whenever one is told', async () => {
    const lab = new Lab(strict);
    const sums: number[] = [];
    lab.forwarder.on('rejected', () => {
      const { rejected, delivered, inFlight, buffered } = lab.forwarder.stats();
      sums.push(rejected + delivered + inFlight + buffered);
    });
    lab.enqueue('bad-1', 'bad-2', 'a', 'bad-3');
    await lab.forwarder.flush();
    expect(sums).toEqual([4, 4, 4]);
  });

  test('of events that were in the overflow file sets aside only these', async () => {
    const lab = new Lab(() => problem(503));
    lab.enqueue('a', 'bad-1', 'b');
    await lab.forwarder.close({ timeout: 0 });
    lab.answer = strict;
    const next = lab.another();
    await next.flush();
    expect(lab.batches.slice(-2)).toEqual([
      ['a', 'bad-1', 'b'],
      ['a', 'b'],
    ]);
    expect(next.stats()).toMatchObject({ recovered: 3, delivered: 2, rejected: 1 });
    expect(lab.setAside.map(({ event }) => event.tool_name)).toEqual(['bad-1']);
    expect(lab.inFile).toEqual([]);
  });

  test('counts also where the file for it cannot be written: the rest goes on', async () => {
    const lab = new Lab(strict, { path: '/dev/null/nowhere/overflow.jsonl' });
    lab.enqueue('bad', 'a');
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1, rejected: 1 });
    expect(lab.errors.map(({ message }) => message).join()).toMatch(/ENOTDIR/);
  });

  test('comes from the real server: more than it lists at once, and all others are stored', async () => {
    await using mock = createMockServer();
    const { service: token } = await mock.tokens();
    const lab = new Lab();
    const forwarder = lab.another({ token, fetch: (request) => mock.fetch(request) });
    for (const name of row(500)) {
      const isBadOne = Number(name.slice(2)) % 2 === 0;
      forwarder.enqueue(newEvent(name, isBadOne ? { session_id: '' } : {}));
    }
    await forwarder.flush();
    expect(forwarder.stats()).toMatchObject({ delivered: 250, rejected: 250, retries: 0 });
    expect(lab.setAside).toHaveLength(250);
    expect(lab.setAside[0]).toMatchObject({ status: 400, event: { tool_name: 'a-2' } });
    expect(lab.setAside[0]!['reason']).toMatch(/^\/session_id /);
  });
});

describe('a 400 that names none', () => {
  test.each<[string, unknown]>([
    ['has no issues', undefined],
    ['has issues of another kind', 'bad'],
    ['names the list', [{ pointer: '/events', message: 'no', code: 'x' }]],
    ['names one that is not there', [issueAt(99)]],
    [
      'names one as no server would',
      [issueAt(-1), issueAt(0.5), { pointer: 7 }, null, 'x', {}, issueAt(1e20)],
    ],
  ])('%s: the batch is halved down to the one that is bad', async (_, issues) => {
    const lab = new Lab((sent, nth) =>
      sent.events.some(isBad) ? problem(400, { issues }) : accept(sent, nth),
    );
    lab.enqueue('a', 'b', 'c', 'd', 'e', 'bad', 'f', 'g');
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 7, rejected: 1, retries: 0 });
    expect(lab.setAside.map(({ event }) => event.tool_name)).toEqual(['bad']);
    expect(lab.sent.at(-1)!.at).toBe(lab.sent[0]!.at);
    const taken = lab.sent.filter(({ events }) => !events.some(isBad));
    expect(taken.flatMap(({ events }) => namesOf(events))).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
    ]);
  });
});

describe('a 413', () => {
  test('halves the batch, at once, until it is taken', async () => {
    const lab = new Lab(small(2));
    lab.enqueue(...row(8));
    await lab.forwarder.flush();
    expect(lab.batches.slice(0, 3)).toEqual([row(8), row(4), row(2)]);
    expect(lab.sent.at(-1)!.at).toBe(lab.sent[0]!.at);
    const taken = lab.batches.filter(({ length }) => length <= 2);
    expect(taken.flat()).toEqual(row(8));
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 8, rejected: 0, retries: 0 });
  });

  test('does not make all later requests small', async () => {
    const lab = new Lab((sent, nth) => (nth < 3 ? problem(413) : accept(sent, nth)));
    lab.enqueue(...row(16));
    await lab.forwarder.flush();
    expect(lab.batches.map(({ length }) => length)).toEqual([16, 8, 4, 8, 4]);
    lab.enqueue(...row(16));
    await lab.forwarder.flush();
    expect(lab.batches.at(-1)).toHaveLength(16);
  });

  test('rejects the one event that is too large alone', async () => {
    const lab = new Lab((sent, nth) =>
      sent.text.length > 1_000 ? problem(413) : accept(sent, nth),
    );
    lab.enqueue('a', 'b');
    lab.forwarder.enqueue(newEvent('large', { padding: 'x'.repeat(1_000) }));
    lab.enqueue('c');
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 3, rejected: 1 });
    expect(lab.setAside).toMatchObject([{ status: 413, event: { tool_name: 'large' } }]);
  });

  test('and then a 400 that names all of the first half: the second half is sent', async () => {
    const lab = new Lab(small(2, strict));
    lab.enqueue('bad-1', 'bad-2', 'a', 'b');
    await lab.forwarder.flush();
    expect(lab.batches.some(({ length }) => length === 0)).toBe(false);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 2, rejected: 2 });
  });

  test('of all that is in the file ends with each on its own', async () => {
    const lab = new Lab(() => problem(503));
    lab.enqueue(...row(5));
    await lab.forwarder.close({ timeout: 0 });
    lab.answer = small(0);
    const next = lab.another();
    await next.flush();
    expect(next.stats()).toMatchObject({ recovered: 5, rejected: 5, delivered: 0 });
    expect(lab.inFile).toEqual([]);
  });
});

describe('an event at which the server fails', () => {
  test('does not hold up the others for ever: it is set aside', async () => {
    const lab = new Lab(fragile);
    for (const name of ['a', 'bad', 'b', 'c']) {
      lab.forwarder.enqueue(newEvent(name, { session_id: name }));
    }
    await lab.clock.advance(600_000);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 3, rejected: 1 });
    expect(lab.setAside).toMatchObject([{ status: 500, event: { tool_name: 'bad' } }]);
    expect(lab.inFile).toEqual([]);
  });

  test('is not one at which it fails once: that one is sent again', async () => {
    const answers = [500, 500, 500];
    const lab = new Lab(
      (sent, nth) => {
        const status = sent.events[0]!.tool_name === 'a' ? answers.shift() : undefined;
        return status ? problem(status) : accept(sent, nth);
      },
      { retry: { attempts: 0 } },
    );
    for (const name of ['a', 'b']) lab.forwarder.enqueue(newEvent(name, { session_id: name }));
    await lab.clock.advance(600_000);
    expect(lab.batches).toEqual([['a', 'b'], ['a', 'b'], ['a'], ['b'], ['a'], ['a', 'b']]);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 2, rejected: 0 });
  });

  test('stays in the file, where the server may be failing at everything', async () => {
    const lab = new Lab(() => problem(500));
    for (const name of row(10)) lab.forwarder.enqueue(newEvent(name, { session_id: name }));
    await lab.clock.advance(24 * 3_600_000);
    expect(lab.forwarder.stats()).toMatchObject({ rejected: 0, delivered: 0, spilled: 10 });
    lab.answer = accept;
    await lab.clock.advance(300_000);
    expect(lab.forwarder.stats()).toMatchObject({ rejected: 0, delivered: 10 });
  });
});
