import { describe, expect, test } from 'vitest';
import { Metrics } from '../../../mock-server/control/metrics/metrics.ts';
import type { Readings } from '../../../mock-server/control/metrics/readings.ts';
import { VirtualClock } from '../../../mock-server/index.ts';
import { type Family, parseExposition } from './support/exposition.ts';

const READINGS: Readings = {
  queues: [
    {
      name: 'quint-events-pipeline',
      attributes: {
        ApproximateNumberOfMessages: 4,
        ApproximateNumberOfMessagesNotVisible: 3,
        ApproximateNumberOfMessagesDelayed: 2,
        ApproximateAgeOfOldestMessage: 61,
      },
    },
  ],
  deduplicated: { 'quint-events-dev': 7 },
  dropped: { journal: 5, 'an "odd"\\\nname': 1 },
  live_clients: 2,
};

function startMetrics() {
  const clock = new VirtualClock();
  const metrics = new Metrics(clock, 'dev');
  const read = () => parseExposition(metrics.render(READINGS));
  /** The samples of a family, as text. */
  const samples = (name: string) => {
    const family = read().get(`quint_mock_${name}`) as Family;
    return family.samples.map(({ labels, value }) =>
      `${Object.values(labels).join(' ')} ${value}`.trim(),
    );
  };
  return { clock, metrics, read, samples };
}

describe('the page', () => {
  test('can be read by a strict reader, empty or full', () => {
    const { metrics, read } = startMetrics();
    const empty = read();
    metrics.request('ingestEvents', 200, 12);
    metrics.request(null, 404, 1);
    metrics.request('health', null, -5);
    metrics.processed('quint-events-pipeline', 10, 123_456_789);
    metrics.processorFailed('quint-events-pipeline');
    const full = read();
    expect([...full.keys()]).toEqual([...empty.keys()]);
    for (const { name, help } of full.values()) {
      expect(name).toMatch(/^quint_mock_[a-z_]+$/);
      expect(help).toMatch(/\.$/);
    }
  });

  test('counts requests by operation and status', () => {
    const { metrics, samples } = startMetrics();
    metrics.request('ingestEvents', 200, 1);
    metrics.request('ingestEvents', 200, 1);
    metrics.request('ingestEvents', 429, 1);
    metrics.request('health', null, 1);
    metrics.request(null, 404, 1);
    expect(samples('http_requests_total')).toEqual([
      'ingestEvents 200 2',
      'ingestEvents 429 1',
      'health reset 1',
      'none 404 1',
    ]);
  });

  test('counts the errors of ingest, and of nothing else', () => {
    const { metrics, samples } = startMetrics();
    metrics.request('ingestEvents', 400, 1);
    metrics.request('ingestSession', 429, 1);
    metrics.request('ingestSession', 503, 1);
    metrics.request('ingestEvents', null, 1);
    metrics.request('getSession', 404, 1);
    expect(samples('ingest_errors_total')).toEqual(['4xx 2', '5xx 1']);
  });

  test('counts events, those known already apart', () => {
    const { metrics, samples } = startMetrics();
    metrics.request('ingestEvents', 200, 1, { ingested: 3, duplicates: 1 });
    metrics.request('ingestEvents', 200, 1, { ingested: 0, duplicates: 4 });
    metrics.request('ingestEvents', 503, 1, null);
    expect(samples('events_total')).toEqual(['ingested 3', 'duplicate 5']);
  });

  test('has the durations of requests in seconds', () => {
    const { metrics, read } = startMetrics();
    for (const ms of [1, 1.5, 10_000, 10_001]) metrics.request('health', 200, ms);
    const family = read().get('quint_mock_http_request_duration_seconds')!;
    const bucket = (le: string) => family.samples.find(({ labels }) => labels['le'] === le)?.value;
    expect(['0.001', '0.0025', '5', '10', '+Inf'].map(bucket)).toEqual([1, 2, 2, 3, 4]);
    const sum = family.samples.find(({ name }) => name.endsWith('_sum'))!;
    expect(sum.value).toBeCloseTo(20.0035);
  });

  test('takes no time for less than none, when the clock was set back', () => {
    const { metrics, samples } = startMetrics();
    metrics.request('health', 200, -5);
    expect(samples('http_request_duration_seconds').slice(-2)).toEqual(['health 0', 'health 1']);
  });

  test('has the latency of each message of a batch', () => {
    const { metrics, samples } = startMetrics();
    metrics.processed('quint-events-alerts', 10, 40);
    metrics.processorFailed('quint-events-alerts');
    expect(samples('processor_latency_seconds').slice(-2)).toEqual([
      'quint-events-alerts 0.4',
      'quint-events-alerts 10',
    ]);
    expect(samples('processor_failures_total')).toEqual(['quint-events-alerts 1']);
  });

  test('has what was read elsewhere, labels escaped', () => {
    const { samples } = startMetrics();
    const queue = (name: string) => samples(`queue_approximate_${name}`);
    expect(queue('number_of_messages_visible')).toEqual(['quint-events-pipeline 4']);
    expect(queue('number_of_messages_not_visible')).toEqual(['quint-events-pipeline 3']);
    expect(queue('number_of_messages_delayed')).toEqual(['quint-events-pipeline 2']);
    expect(queue('age_of_oldest_message_seconds')).toEqual(['quint-events-pipeline 61']);
    expect(samples('deduplicated_messages_total')).toEqual(['quint-events-dev 7']);
    expect(samples('dropped_total')).toEqual(['journal 5', 'an "odd"\\\nname 1']);
    expect(samples('live_clients')).toEqual(['2']);
  });
});

describe('the strict reader refuses', () => {
  test.each([
    ['a line without end', '# HELP a b.\n# TYPE a gauge\na 1'],
    ['a sample without family', 'a 1\n'],
    ['a type without help', '# TYPE a gauge\na 1\n'],
    ['a sample of another family', '# HELP a b.\n# TYPE a gauge\nb 1\n'],
    ['a counter without _total', '# HELP a b.\n# TYPE a counter\na 1\n'],
    ['a sample twice', '# HELP a b.\n# TYPE a gauge\na 1\na 1\n'],
    ['a bare quote', '# HELP a b.\n# TYPE a gauge\na{x="""} 1\n'],
    ['a value that is none', '# HELP a b.\n# TYPE a gauge\na NaN\n'],
    [
      'a histogram without +Inf',
      '# HELP a b.\n# TYPE a histogram\na_bucket{le="1"} 1\na_sum 1\na_count 1\n',
    ],
  ])('%s', (_, page) => expect(() => parseExposition(page)).toThrow());
});

describe('the alarm on the ingest error rate', () => {
  test('has no data before there was an ingest request', () => {
    const { metrics } = startMetrics();
    metrics.request('health', 500, 1);
    metrics.request('ingestEvents', null, 1);
    expect(metrics.alarm()).toEqual({
      name: 'quint-dev-ingest',
      state: 'INSUFFICIENT_DATA',
      requests: 0,
      errors: 0,
      window_seconds: 300,
    });
  });

  test.each([
    [9, 9, 'OK'],
    [10, 0, 'OK'],
    [10, 1, 'ALARM'],
    [20, 1, 'ALARM'],
    [21, 1, 'OK'],
  ])('of %i requests with %i errors: %s', (requests, errors, state) => {
    const { metrics, samples } = startMetrics();
    for (let n = 0; n < requests; n++) metrics.request('ingestEvents', n < errors ? 503 : 200, 1);
    expect(metrics.alarm()).toMatchObject({ state, requests, errors });
    expect(samples('alarm_state').filter((sample) => sample.endsWith(' 1'))).toEqual([
      `quint-dev-ingest ${state} 1`,
    ]);
  });

  test('looks at the last five minutes', async () => {
    const { clock, metrics } = startMetrics();
    for (let n = 0; n < 10; n++) metrics.request('ingestSession', 429, 1);
    await clock.advance(150_000);
    for (let n = 0; n < 5; n++) metrics.request('ingestSession', 200, 1);
    await clock.advance(140_000);
    expect(metrics.alarm()).toMatchObject({ state: 'ALARM', requests: 15 });
    await clock.advance(10_000);
    expect(metrics.alarm()).toMatchObject({ state: 'OK', requests: 5 });
    await clock.advance(150_000);
    expect(metrics.alarm()).toMatchObject({ state: 'INSUFFICIENT_DATA', requests: 0 });
  });

  test('starts anew in a place that was used five minutes before', async () => {
    const { clock, metrics } = startMetrics();
    for (let n = 0; n < 10; n++) metrics.request('ingestEvents', 400, 1);
    await clock.advance(300_000);
    metrics.request('ingestEvents', 200, 1);
    expect(metrics.alarm()).toMatchObject({ requests: 1, errors: 0 });
  });

  test('does not look at times to come, when the clock was set back', async () => {
    const { clock, metrics } = startMetrics();
    for (let n = 0; n < 10; n++) metrics.request('ingestEvents', 400, 1);
    await clock.set(clock.now() - 60_000);
    expect(metrics.alarm().requests).toBe(0);
    metrics.request('ingestEvents', 200, 1);
    expect(metrics.alarm().requests).toBe(1);
  });
});
