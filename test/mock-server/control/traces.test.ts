import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../mock-server/index.ts';
import { type TracedBatch, Traces } from '../../../mock-server/control/traces/traces.ts';
import { startApi } from '../support/api.ts';
import { event } from '../support/samples.ts';

const QUEUES = ['pipeline', 'sessions'];

function batchOf(org_id: string, request_id = 'request'): TracedBatch {
  return { org_id, request_id, received_at: 1, validated_at: 2, stamped_at: 3, published_at: NaN };
}

function begin(traces: Traces, org: string, ...ids: string[]): number {
  return traces.begin(
    batchOf(org),
    ids.map((event_id) => ({ event_id })),
  );
}

describe('a trace', () => {
  test('says when the event came by each station', () => {
    const traces = new Traces(10, QUEUES);
    const batch = batchOf('org');
    const first = traces.begin(batch, [{ event_id: 'A' }, { event_id: 'B' }]);
    const nowhere = { delivered_at: null, processed_at: null, failed_at: null, failures: 0 };
    expect(traces.find('b')).toMatchObject([
      { published_at: null, queues: [nowhere, nowhere], sent_again: 0 },
    ]);
    batch.published_at = 4;
    traces.delivered(0, first + 1, 5);
    traces.processed(0, first + 1, 6);
    traces.delivered(1, first + 1, 7);
    traces.failed(1, first + 1, 8, new Error('no'));
    traces.failed(1, first + 1, 9, new Error('still no'));
    expect(traces.find('b')).toEqual([
      {
        org_id: 'org',
        request_id: 'request',
        received_at: 1,
        validated_at: 2,
        stamped_at: 3,
        published_at: 4,
        queues: [
          {
            queue: 'pipeline',
            delivered_at: 5,
            processed_at: 6,
            failed_at: null,
            failures: 0,
            last_error: null,
          },
          {
            queue: 'sessions',
            delivered_at: 7,
            processed_at: null,
            failed_at: 9,
            failures: 2,
            last_error: 'still no',
          },
        ],
        sent_again: 0,
      },
    ]);
    expect(traces.find('A')).toMatchObject([{ queues: [nowhere, nowhere] }]);
  });

  test('knows the first instant of all', () => {
    const traces = new Traces(10, QUEUES);
    traces.delivered(0, begin(traces, 'org', 'a'), 0);
    expect(traces.find('a')[0]!.queues[0]!.delivered_at).toBe(0);
  });

  test('counts how often the event was sent again, in that org', () => {
    const traces = new Traces(10, QUEUES);
    begin(traces, 'org', 'a');
    traces.duplicate(begin(traces, 'org', 'a'));
    traces.sentAgain(batchOf('org'), [{ event_id: 'A' }, { event_id: 'b' }]);
    begin(traces, 'other', 'a');
    expect(traces.find('a')).toMatchObject([
      { org_id: 'other', sent_again: 0 },
      { org_id: 'org', sent_again: 2 },
    ]);
    expect(traces.find('a', 'org')).toMatchObject([{ org_id: 'org', sent_again: 2 }]);
    expect(traces.find('a', 'nobody')).toEqual([]);
  });

  test('is the latest, where an event could be sent anew', () => {
    const traces = new Traces(10, QUEUES);
    begin(traces, 'org', 'a');
    traces.duplicate(begin(traces, 'org', 'a'));
    traces.begin(batchOf('org', 'later'), [{ event_id: 'a' }]);
    expect(traces.find('a')).toMatchObject([{ request_id: 'later', sent_again: 0 }]);
  });

  test('shows no credential that an error quotes, and no error without end', () => {
    const traces = new Traces(10, QUEUES);
    traces.failed(0, begin(traces, 'org', 'a'), 1, new Error(`qt_deploy_x ${'y'.repeat(9_999)}`));
    const { last_error } = traces.find('a')[0]!.queues[0]!;
    expect(last_error).not.toContain('qt_deploy_x');
    expect(last_error!.length).toBeLessThanOrEqual(501);
  });

  test('outlives the memory of its error', () => {
    const traces = new Traces(5_000, QUEUES);
    const first = begin(traces, 'org', ...Array.from({ length: 3_000 }, (_, n) => `e${n}`));
    for (let n = 0; n < 3_000; n++) traces.failed(0, first + n, 1, new Error('no'));
    expect(traces.find('e0')[0]!.queues[0]).toMatchObject({ failures: 1, last_error: null });
    expect(traces.find('e2999')[0]!.queues[0]).toMatchObject({ failures: 1, last_error: 'no' });
  });
});

describe('the ring', () => {
  test('drops the oldest, counts them, and ignores their numbers', () => {
    const traces = new Traces(3, QUEUES);
    const first = begin(traces, 'org', 'a', 'b');
    begin(traces, 'org', 'c', 'd');
    expect([traces.find('a'), traces.find('b').length, traces.dropped]).toEqual([[], 1, 1]);
    // The number of "a" now would be the place of "d".
    traces.delivered(0, first, 9);
    traces.processed(0, first, 9);
    traces.failed(0, first, 9, new Error('no'));
    traces.duplicate(first);
    expect(traces.find('d')).toMatchObject([
      { queues: [{ delivered_at: null, processed_at: null, failures: 0 }, {}] },
    ]);
  });

  test('leaves nothing behind in a place that is used again', () => {
    const traces = new Traces(1, QUEUES);
    const first = begin(traces, 'org', 'a');
    traces.duplicate(first);
    traces.failed(1, first, 9, new Error('no'));
    begin(traces, 'org', 'b');
    expect(traces.find('b')).toMatchObject([
      { queues: [{}, { failed_at: null, failures: 0, last_error: null }] },
    ]);
  });

  test.each([-1, 1, 99])('ignores the number %i of no event', (number) => {
    const traces = new Traces(3, QUEUES);
    begin(traces, 'org', 'a');
    traces.delivered(0, number, 9);
    begin(traces, 'org', 'b', 'c');
    for (const id of ['a', 'b', 'c']) {
      expect(traces.find(id)[0]!.queues[0]!.delivered_at).toBeNull();
    }
  });

  test('takes a batch that is longer than itself', () => {
    const traces = new Traces(2, QUEUES);
    const first = begin(traces, 'org', 'a', 'b', 'c', 'd', 'e');
    traces.delivered(0, first + 4, 9);
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => traces.find(id).length)).toEqual([0, 0, 0, 1, 1]);
    expect(traces.find('e')[0]!.queues[0]!.delivered_at).toBe(9);
  });

  test('may hold nothing', () => {
    const traces = new Traces(0, QUEUES);
    traces.delivered(0, begin(traces, 'org', 'a'), 9);
    expect([traces.find('a'), traces.dropped]).toEqual([[], 1]);
  });

  test('forgets one org, or all', () => {
    const traces = new Traces(10, QUEUES);
    const first = begin(traces, 'a', 'x');
    begin(traces, 'b', 'x');
    traces.clear('a');
    traces.delivered(0, first, 9);
    expect(traces.find('x')).toMatchObject([{ org_id: 'b' }]);
    traces.clear();
    expect(traces.find('x')).toEqual([]);
    begin(traces, 'a', 'x');
    expect(traces.find('x')).toHaveLength(1);
  });

  test('gives every event its own marks, however batches and ring fit', () => {
    const batches = fc.array(fc.nat(7), { maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(9), batches, (limit, sizes) => {
        const traces = new Traces(limit, QUEUES);
        const ids: string[] = [];
        for (const size of sizes) {
          const added = Array.from({ length: size }, (_, n) => `e${ids.length + n}`);
          const first = begin(traces, 'org', ...added);
          expect(first).toBe(ids.length);
          ids.push(...added);
          // Every second event so far is delivered; those that fell off are ignored.
          ids.forEach((_, number) => number % 2 === 0 && traces.delivered(1, number, number));
        }
        ids.forEach((id, number) => {
          const found = traces.find(id);
          expect(found).toHaveLength(number >= ids.length - limit ? 1 : 0);
          if (!found[0]) return;
          expect(found[0].queues.map(({ delivered_at }) => delivered_at)).toEqual([
            null,
            number % 2 === 0 ? number : null,
          ]);
        });
      }),
    );
  });
});

test('an event that is sent again counts, within the deduplication window and after it', async () => {
  const clock = new VirtualClock();
  const api = startApi({ clock });
  const sent = event();
  await api.ingest(sent);
  await clock.advance(1_000);
  await api.ingest(sent);
  await clock.advance(3_600_000);
  expect((await api.ingest(sent)).body).toEqual({ ingested: 0, duplicates: 1 });
  expect(await api.mock.trace(sent.event_id)).toMatchObject({ sent_again: 2 });
});
