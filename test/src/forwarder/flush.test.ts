import { describe, expect, test } from 'vitest';
import { accept, Lab, newEvent, problem, row, until, type Answering } from './support/lab.ts';

/** Answers when it is told to. */
function held() {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const answer: Answering = async (sent, nth) => {
    await released;
    return accept(sent, nth);
  };
  return { answer, release };
}

/** Whether a promise has been settled. */
function watch(promise: Promise<unknown>) {
  const state = { isOver: false };
  const over = () => void (state.isOver = true);
  promise.then(over, over);
  return state;
}

describe('flush', () => {
  test('sends what is there, without waiting for a second', async () => {
    const lab = new Lab();
    lab.enqueue('a', 'b');
    const report = await lab.forwarder.flush();
    expect(lab.sent).toMatchObject([{ at: 0, events: [{ tool_name: 'a' }, { tool_name: 'b' }] }]);
    expect(report).toEqual({ delivered: 2, spilled: 0, dropped: 0, rejected: 0 });
  });

  test('with nothing to send sends nothing', async () => {
    const lab = new Lab();
    expect(await lab.forwarder.flush()).toMatchObject({ delivered: 0 });
    expect(lab.sent).toEqual([]);
  });

  test('is over when all of it is settled, not when it is sent', async () => {
    const { answer, release } = held();
    const lab = new Lab(answer, { batchSize: 2 });
    lab.enqueue(...row(5));
    const flushed = lab.forwarder.flush();
    const state = watch(flushed);
    await lab.clock.advance(5_000);
    expect(state.isOver).toBe(false);
    release();
    expect(await flushed).toMatchObject({ delivered: 5 });
  });

  test('does not wait for what comes after it', async () => {
    let isEnough = false;
    const lab = new Lab(
      (sent, nth) => {
        // As long as it has not told, there is always a full batch more.
        if (!isEnough) lab.enqueue(...row(10, `later-${nth}`));
        return accept(sent, nth);
      },
      { batchSize: 10, capacity: 100 },
    );
    lab.enqueue(...row(30));
    await lab.forwarder.flush();
    isEnough = true;
    expect(lab.batches.slice(0, 3).flat()).toEqual(row(30));
    expect(lab.sent.length).toBeLessThan(6);
  });

  test('may be called many times at once: one request at a time, each event once', async () => {
    const lab = new Lab(accept, { batchSize: 3 });
    const flushes = row(10).map((name) => {
      lab.enqueue(name);
      return lab.forwarder.flush();
    });
    await Promise.all(flushes);
    expect(lab.batches.flat()).toEqual(row(10));
  });

  test('takes the overflow file with it, all of it, also where nothing waits in the buffer', async () => {
    const lab = new Lab(() => problem(503), { batchSize: 2 });
    lab.enqueue(...row(7));
    await lab.forwarder.close({ timeout: 0 });
    lab.answer = accept;
    const sentBefore = lab.sent.length;
    const next = lab.another({ batchSize: 2 });
    expect(await next.flush()).toEqual({ delivered: 7, spilled: 0, dropped: 0, rejected: 0 });
    expect(lab.batches.slice(sentBefore).flat()).toEqual(row(7));
  });

  test('in an outage is over when everything is in the file', async () => {
    const lab = new Lab(() => problem(503), { retry: { attempts: 0 } });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b', 'c');
    expect(await lab.forwarder.flush()).toMatchObject({ spilled: 3 });
    expect(lab.inFile).toEqual(['a', 'b', 'c']);
  });

  test('in an outage asks the server once, however many ask for it at the same time', async () => {
    const lab = new Lab(() => problem(503), { retry: { attempts: 0 } });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b');
    await Promise.all(row(10).map(() => lab.forwarder.flush()));
    expect(lab.batches).toEqual([['a'], ['a']]);
    expect(lab.inFile).toEqual(['a', 'b']);
  });

  test('does not wait for a retry; when it fails, it waits for the tries that are left', async () => {
    const lab = new Lab(() => problem(503));
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    const flushed = lab.forwarder.flush();
    await until(() => lab.sent.length === 2);
    expect(lab.waits).toEqual([0]);
    const state = watch(flushed);
    await lab.clock.advance(0);
    expect(state.isOver).toBe(false);
    await lab.clock.advance(60_000);
    expect(await flushed).toMatchObject({ spilled: 1 });
  });

  test('is over too where nothing can be done: neither sent nor written', async () => {
    const lab = new Lab(() => problem(503), { path: '/dev/null/x.jsonl', retry: { attempts: 0 } });
    lab.enqueue('a');
    expect(await lab.forwarder.flush()).toEqual({
      delivered: 0,
      spilled: 0,
      dropped: 0,
      rejected: 0,
    });
    expect(lab.forwarder.stats()).toMatchObject({ buffered: 1 });
    lab.answer = accept;
    await lab.clock.advance(10_000);
    expect(lab.forwarder.stats()).toMatchObject({ buffered: 0, delivered: 1 });
  });

  test('ends by its signal, with its reason; the forwarder goes on', async () => {
    const { answer, release } = held();
    const lab = new Lab(answer);
    lab.enqueue('a');
    const controller = new AbortController();
    const flushed = lab.forwarder.flush({ signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(flushed).rejects.toBe(reason);
    await expect(lab.forwarder.flush({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    release();
    await until(() => lab.forwarder.stats().delivered === 1);
    expect(lab.batches).toEqual([['a']]);
  });

  test('ends by its timeout, with an error that says so; the forwarder goes on', async () => {
    const { answer, release } = held();
    const lab = new Lab(answer);
    lab.enqueue('a');
    await expect(lab.forwarder.flush({ timeout: 20 })).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'flush was not done within 20 ms; it goes on',
    });
    release();
    expect(await lab.forwarder.flush({ timeout: 60_000 })).toMatchObject({ delivered: 1 });
  });
});

describe('close', () => {
  test('sends what is there, and reports', async () => {
    const lab = new Lab((sent, nth) => (nth === 1 ? problem(413) : accept(sent, nth)), {
      capacity: 3,
    });
    lab.enqueue(...row(5));
    lab.forwarder.enqueue(null as never);
    const report = await lab.forwarder.close();
    expect(report).toEqual({ delivered: 3, spilled: 0, dropped: 2, rejected: 1 });
  });

  test('leaves nothing behind: no timer, and nothing that waits for the end of the process', async () => {
    const before = process.listenerCount('exit');
    const lab = new Lab();
    lab.enqueue('a');
    expect(process.listenerCount('exit')).toBe(before + 1);
    await lab.forwarder.close();
    expect(process.listenerCount('exit')).toBe(before);
    expect(lab.clock.pendingTimers).toBe(0);
  });

  test('waits for what is in flight', async () => {
    const { answer, release } = held();
    const lab = new Lab(answer);
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b');
    const closed = lab.forwarder.close();
    await lab.clock.advance(4_000);
    release();
    expect(await closed).toMatchObject({ delivered: 2 });
    expect(lab.batches).toEqual([['a'], ['b']]);
  });

  test('has 5 seconds; then the request ends, and everything goes to the file', async () => {
    const lab = new Lab(held().answer);
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    lab.enqueue('b');
    const closed = lab.forwarder.close();
    const state = watch(closed);
    await lab.clock.advance(4_999);
    expect(state.isOver).toBe(false);
    await lab.clock.advance(1);
    expect(await closed).toEqual({ delivered: 0, spilled: 2, dropped: 0, rejected: 0 });
    expect(lab.inFile).toEqual(['a', 'b']);
  });

  test('with timeout 0 sends nothing more', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    expect(await lab.forwarder.close({ timeout: 0 })).toMatchObject({ spilled: 1 });
    expect(lab.sent).toEqual([]);
    expect(lab.inFile).toEqual(['a']);
  });

  test('with an infinite timeout waits for all tries', async () => {
    const lab = new Lab(() => problem(503));
    lab.enqueue('a');
    const closed = lab.forwarder.close({ timeout: Infinity });
    await lab.clock.advance(60_000);
    expect(await closed).toMatchObject({ spilled: 1 });
    expect(lab.sent).toHaveLength(6);
  });

  test('tries once more at once, and waits for no retry that would be too late', async () => {
    const lab = new Lab(() => problem(503, {}, { 'retry-after': '60' }));
    lab.enqueue('a');
    const closed = lab.forwarder.close({ timeout: 30_000 });
    await until(() => lab.forwarder.stats().spilled === 1);
    expect(await closed).toMatchObject({ spilled: 1 });
    expect(lab.sent).toHaveLength(1);
  });

  test('makes the retries for which there is time', async () => {
    const lab = new Lab((sent, nth) => (nth < 3 ? problem(503) : accept(sent, nth)));
    lab.enqueue('a');
    const closed = lab.forwarder.close({ timeout: 10_000 });
    await lab.clock.advance(3_000);
    expect(await closed).toMatchObject({ delivered: 1, spilled: 0 });
  });

  test('drops what comes later, and says so', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    const closed = lab.forwarder.close();
    lab.enqueue('b');
    await closed;
    lab.enqueue('c');
    expect(lab.told).toEqual(['dropped 1 closed', 'delivered 1', 'dropped 1 closed']);
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 3, delivered: 1, dropped: 2 });
  });

  test('twice is the same as once', async () => {
    const lab = new Lab();
    lab.enqueue('a');
    const closed = lab.forwarder.close();
    expect(lab.forwarder.close({ timeout: 0 })).toBe(closed);
    expect(await closed).toMatchObject({ delivered: 1 });
    expect(lab.sent).toHaveLength(1);
  });

  test('is what `await using` does', async () => {
    const lab = new Lab();
    {
      await using forwarder = lab.another();
      forwarder.enqueue(newEvent('a'));
    }
    expect(lab.sent).toHaveLength(1);
  });

  test.each([0, 1_000, Infinity])(
    'is the end: nothing is sent afterwards, neither by flush nor from the file (timeout %d)',
    async (timeout) => {
      const lab = new Lab(() => problem(503), { flushInterval: 1 });
      lab.enqueue('a');
      const closed = lab.forwarder.close({ timeout });
      await lab.clock.advance(60_000);
      await closed;
      lab.answer = accept;
      const before = lab.sent.length;
      await lab.forwarder.flush();
      await lab.clock.advance(3_600_000);
      expect(lab.sent).toHaveLength(before);
      expect(lab.clock.pendingTimers).toBe(0);
      expect(lab.inFile).toEqual(['a']);
    },
  );

  test('loses what can neither be sent nor written, and says so', async () => {
    const lab = new Lab(() => problem(503), { path: '/dev/null/x.jsonl' });
    lab.enqueue('a', 'b');
    const closed = lab.forwarder.close({ timeout: 100 });
    await lab.clock.advance(100);
    expect(await closed).toEqual({ delivered: 0, spilled: 0, dropped: 2, rejected: 0 });
    expect(lab.told).toEqual(['dropped 2 unwritable']);
  });

  test('does not report as spilled what the full file has lost', async () => {
    const lab = new Lab(() => problem(503), { maxOverflowBytes: 2_048, batchSize: 1 });
    lab.enqueue('a', 'b');
    await lab.forwarder.close({ timeout: 0 });
    const next = lab.another({ maxOverflowBytes: 2_048, batchSize: 1 });
    for (const name of row(30, 'c')) next.enqueue(newEvent(name));
    const { spilled, dropped, delivered } = await next.close({ timeout: 0 });
    const own = lab.inFile.filter((name) => name.startsWith('c'));
    expect(spilled).toBe(own.length);
    // Those of the run before are dropped by this one.
    expect([delivered, dropped]).toEqual([0, 32 - own.length]);
  });

  test('leaves what earlier runs left, and counts only its own as spilled', async () => {
    const lab = new Lab(() => problem(503));
    lab.enqueue('a', 'b', 'c');
    await lab.forwarder.close({ timeout: 0 });
    lab.answer = (sent, nth) =>
      sent.events[0]!.tool_name === 'a' ? accept(sent, nth) : problem(503);
    const next = lab.another({ batchSize: 1, retry: { attempts: 0 } });
    next.enqueue(newEvent('d'));
    expect(await next.close({ timeout: 1_000 })).toEqual({
      delivered: 1,
      spilled: 1,
      dropped: 0,
      rejected: 0,
    });
  });
});
