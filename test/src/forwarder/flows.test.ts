import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { accept, Lab, problem, row, type Answering } from './support/lab.ts';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Takes everything, but not at once. */
const slow: Answering = async (sent, nth) => {
  await new Promise((resolve) => setImmediate(resolve));
  return accept(sent, nth);
};

describe('flows', () => {
  test('begins with nothing', () => {
    const lab = new Lab();
    expect(lab.forwarder.flows()).toEqual({
      depth: 0,
      capacity: 5_000,
      in_flight: 0,
      outage: false,
      counters: {
        enqueued: 0,
        recovered: 0,
        delivered: 0,
        dropped: 0,
        rejected: 0,
        spilled: 0,
        retries: 0,
      },
      overflow: { path: lab.path, bytes: 0, corrupt: 0 },
      last_error: null,
      next_retry: null,
    });
  });

  test('shows what waits, what is on its way, what failed and when it is tried again', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => void vi.restoreAllMocks());
    const lab = new Lab(() => problem(503));
    lab.enqueue('a', 'b');
    expect(lab.forwarder.flows()).toMatchObject({ depth: 2, in_flight: 0 });
    await lab.clock.advance(1_000);
    lab.enqueue('c');
    expect(lab.forwarder.flows()).toMatchObject({
      depth: 1,
      in_flight: 2,
      outage: false,
      counters: { enqueued: 3, retries: 0 },
      last_error: { at: '2026-01-01T00:00:01.000Z', message: 'POST /v1/ingest: 503 no' },
      next_retry: '2026-01-01T00:00:02.000Z',
    });
    await lab.clock.advance(60_000);
    const flows = lab.forwarder.flows();
    expect(flows).toMatchObject({
      depth: 0,
      in_flight: 0,
      outage: true,
      counters: { spilled: 3, retries: 5 },
      next_retry: '2026-01-01T00:01:04.000Z',
    });
    expect(flows.overflow.bytes).toBeGreaterThan(300);
    lab.answer = accept;
    await lab.forwarder.flush();
    expect(lab.forwarder.flows()).toMatchObject({
      outage: false,
      overflow: { bytes: 0 },
      counters: { recovered: 3, delivered: 3 },
      next_retry: null,
    });
  });
});

describe('stats', () => {
  test('is a copy: it does not change, and to change it changes nothing', () => {
    const lab = new Lab();
    const before = lab.forwarder.stats();
    lab.enqueue('a');
    expect(before.enqueued).toBe(0);
    (lab.forwarder.stats() as { enqueued: number }).enqueued = 99;
    (lab.forwarder.flows().counters as { enqueued: number }).enqueued = 99;
    expect(lab.forwarder.stats().enqueued).toBe(1);
  });

  test('adds up while a request is on its way, and while a file is written', async () => {
    const sums: string[] = [];
    const lab: Lab = new Lab(
      () => {
        note();
        return problem(503);
      },
      { batchSize: 2, capacity: 10, retry: { attempts: 0 } },
    );
    function note() {
      const s = lab.forwarder.stats();
      const out = s.delivered + s.dropped + s.rejected + s.spilled + s.buffered + s.inFlight;
      sums.push(`${s.enqueued + s.recovered - out}`);
    }
    lab.enqueue(...row(15));
    const closed = lab.forwarder.close();
    for (let turn = 0; turn < 50; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      note();
    }
    await closed;
    note();
    expect(new Set(sums)).toEqual(new Set(['0']));
    expect(sums.length).toBeGreaterThan(50);
  });
});

describe('flowsHandler', () => {
  test('serves the snapshot as JSON, on every path', async () => {
    const lab = new Lab();
    const url = await listen(createServer(lab.forwarder.flowsHandler()));
    lab.enqueue('a');
    for (const path of ['/', '/debug/flows', '/debug/flows?x=1']) {
      const response = await fetch(url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual(lab.forwarder.flows());
    }
  });

  test('serves what is true now, not what was when it was made', async () => {
    const lab = new Lab();
    const url = await listen(createServer(lab.forwarder.flowsHandler()));
    const depth = async () => ((await (await fetch(url)).json()) as { depth: number }).depth;
    expect(await depth()).toBe(0);
    lab.enqueue('a', 'b');
    expect(await depth()).toBe(2);
    await lab.forwarder.close();
    expect(await depth()).toBe(0);
  });

  test('answers HEAD without a body, and changes nothing for other methods', async () => {
    const lab = new Lab();
    const url = await listen(createServer(lab.forwarder.flowsHandler()));
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await fetch(url, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(await response.json()).toEqual({ error: 'There is only GET' });
    }
  });

  test('serves any number of requests at once, while the forwarder works', async () => {
    const lab = new Lab(slow, { batchSize: 1 });
    const url = await listen(createServer(lab.forwarder.flowsHandler()));
    lab.enqueue(...row(50));
    const answers = await Promise.all(row(20).map(async () => (await fetch(url)).json()));
    for (const flows of answers as any[]) {
      expect(flows.depth + flows.in_flight + flows.counters.delivered).toBe(50);
    }
    await lab.forwarder.flush();
  });
});
