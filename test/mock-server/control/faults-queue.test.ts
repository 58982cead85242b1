import { describe, expect, onTestFinished, test } from 'vitest';
import { Faults } from '../../../mock-server/control/faults/faults.ts';
import { Metrics } from '../../../mock-server/control/metrics/metrics.ts';
import { Traces } from '../../../mock-server/control/traces/traces.ts';
import type { Message } from '../../../mock-server/fanout/envelope.ts';
import { randomIds } from '../../../mock-server/ids.ts';
import { VirtualClock } from '../../../mock-server/index.ts';
import { Processing } from '../../../mock-server/processing/processing.ts';
import { QUEUES } from '../../../mock-server/processing/queue-names.ts';
import { MemoryStore } from '../../../mock-server/store/memory-store.ts';
import { event } from '../support/samples.ts';

const PIPELINE = 'quint-events-pipeline';

/** The queues and processors, with faults. */
function startProcessing() {
  const clock = new VirtualClock();
  const faults = new Faults(clock);
  const store = new MemoryStore({});
  const errors: string[] = [];
  const processing = new Processing('dev', {
    clock,
    ids: randomIds,
    store,
    alertRules: [],
    faults,
    traces: new Traces(100, QUEUES),
    metrics: new Metrics(clock, 'dev'),
    onError: (error) => errors.push((error as Error).message),
  });
  onTestFinished(async () => {
    faults.close();
    await processing.close();
  });
  let published = 0;
  const publish = async (session_id: string, org_id = 'org') => {
    const sent = { ...event({ session_id }), org_id };
    await processing.topic.publish({
      messageGroupId: session_id,
      messageDeduplicationId: `${++published}`,
      messageAttributes: { kind: 'event' },
      body: { kind: 'event', event: sent, trace: -1 },
    });
    return sent.event_id;
  };
  const stored = async (ids: readonly string[], org_id = 'org') => {
    const known = await store.actions.known(org_id, ids);
    return ids.map((id) => known.has(id));
  };
  return { clock, faults, processing, publish, stored, errors };
}

describe('a processor that is to fail', () => {
  test('fails so many deliveries, and then takes the message', async () => {
    const { clock, faults, publish, stored, errors } = startProcessing();
    faults.add({ match: { queue: PIPELINE }, times: 2, fail: 'the disk is full' });
    const ids = [await publish('s'), await publish('s')];
    await clock.advance(0);
    expect(errors).toEqual(['the disk is full']);
    expect(await stored(ids)).toEqual([false, false]);
    await clock.advance(30_000);
    expect(errors).toEqual(['the disk is full', 'the disk is full']);
    await clock.advance(30_000);
    expect(await stored(ids)).toEqual([true, true]);
    expect(errors).toHaveLength(2);
    expect(faults.list()[0]!.hits).toBe(2);
  });

  test('holds up its group in its queue, and nothing else', async () => {
    const { clock, faults, processing, publish, stored } = startProcessing();
    faults.add({ match: { queue: 'quint-events-pipeline-prod', session_id: 'bad' }, fail: 'no' });
    const [bad, good] = [await publish('bad'), await publish('good')];
    await clock.advance(0);
    expect(await stored([bad, good])).toEqual([false, true]);
    const depths = await Promise.all(
      processing.stations.map(async ({ queue }) => {
        const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } =
          await queue.attributes();
        return ApproximateNumberOfMessages + ApproximateNumberOfMessagesNotVisible;
      }),
    );
    expect(depths).toEqual([1, 0, 0]);
  });

  test('fails for one org only', async () => {
    const { clock, faults, publish, stored } = startProcessing();
    faults.add({ match: { queue: PIPELINE, org_id: 'a' }, fail: 'no' });
    const [ofA, ofB] = [await publish('s', 'a'), await publish('t', 'b')];
    await clock.advance(0);
    expect(await stored([ofA], 'a')).toEqual([false]);
    expect(await stored([ofB], 'b')).toEqual([true]);
  });

  test('dead-letters after the last receive, and not the messages that came with it', async () => {
    const { clock, faults, processing, publish, stored } = startProcessing();
    faults.add({ match: { queue: PIPELINE, session_id: 'bad' }, fail: 'no' });
    const ids = [await publish('good'), await publish('bad'), await publish('better')];
    for (let minute = 0; minute < 10; minute++) await clock.advance(60_000);
    expect(await stored(ids)).toEqual([true, false, true]);
    const dead = await processing.stations[0]!.deadLetterQueue.receiveMessages();
    expect(dead.map(({ messageGroupId }) => messageGroupId)).toEqual(['bad']);
  });
});

describe('what is decided of a delivery', () => {
  test('stays decided when its batch is tried message by message', async () => {
    const faults = new Faults(new VirtualClock());
    faults.add({ match: { queue: PIPELINE }, times: 1, fail: 'no' });
    const [poison, sound] = [message('s'), message('t')];
    await expect(faults.beforeProcessing(PIPELINE, [poison, sound])).rejects.toThrow('no');
    await expect(faults.beforeProcessing(PIPELINE, [poison])).rejects.toThrow('no');
    await faults.beforeProcessing(PIPELINE, [sound]);
    expect(faults.list()[0]!.hits).toBe(1);
  });

  test('is not of the messages behind the first that fails: their turn may come later', async () => {
    const faults = new Faults(new VirtualClock());
    faults.add({ match: { queue: PIPELINE }, times: 2, fail: 'no' });
    const [first, second] = [message('s'), message('s')];
    await expect(faults.beforeProcessing(PIPELINE, [first, second])).rejects.toThrow();
    expect(faults.list()[0]!.hits).toBe(1);
  });

  test('is waited for once, though the message is tried again alone', async () => {
    const clock = new VirtualClock();
    const faults = new Faults(clock);
    faults.add({ match: { queue: PIPELINE }, delay_ms: 10, fail: 'no' });
    const slow = message('s');
    const batch = expect(faults.beforeProcessing(PIPELINE, [slow])).rejects.toThrow('no');
    await clock.advance(10);
    await batch;
    await expect(faults.beforeProcessing(PIPELINE, [slow])).rejects.toThrow('no');
  });

  test('is dropped with its rule, also while it is waited for', async () => {
    const clock = new VirtualClock();
    const faults = new Faults(clock);
    const { id } = faults.add({ match: { queue: PIPELINE }, delay_ms: 10, fail: 'no' });
    const held = faults.beforeProcessing(PIPELINE, [message('s')]);
    await clock.advance(1);
    faults.remove(id);
    await held;
    expect(clock.pendingTimers).toBe(0);
  });

  test('is dropped with its rule', async () => {
    const faults = new Faults(new VirtualClock());
    faults.add({ match: { queue: 'quint-events-alerts' }, fail: 'other queue' });
    const { id } = faults.add({ match: { queue: PIPELINE }, fail: 'no' });
    const poison = message('s');
    await expect(faults.beforeProcessing(PIPELINE, [poison])).rejects.toThrow('no');
    faults.remove(id);
    await faults.beforeProcessing(PIPELINE, [poison]);
  });
});

describe('a slow queue', () => {
  test('gets its messages later, and the others do not wait for it', async () => {
    const { clock, faults, processing, publish, stored } = startProcessing();
    faults.add({ match: { queue: PIPELINE }, delay_ms: 5_000 });
    const ids = [await publish('s')];
    await clock.advance(4_999);
    expect(await stored(ids)).toEqual([false]);
    expect((await processing.stations[1]!.queue.statistics()).NumberOfMessagesDeleted).toBe(1);
    await clock.advance(1);
    expect(await stored(ids)).toEqual([true]);
  });

  test('that fails besides waits once per delivery', async () => {
    const { clock, faults, publish, errors } = startProcessing();
    faults.add({ match: { queue: PIPELINE }, delay_ms: 5_000, fail: 'slow and bad', times: 1 });
    await publish('s');
    await publish('s');
    await clock.advance(4_999);
    expect(errors).toEqual([]);
    await clock.advance(1);
    expect(errors).toEqual(['slow and bad']);
  });

  test.each([undefined, 'org'])('goes on at once when the faults are cleared (%s)', async (org) => {
    const { clock, faults, publish, stored } = startProcessing();
    faults.add({ match: { queue: PIPELINE }, delay_ms: 5_000 });
    const ids = [await publish('s')];
    await clock.advance(1);
    faults.clear(org);
    await clock.advance(0);
    expect(await stored(ids)).toEqual([true]);
  });

  test('does not keep a server from closing', async () => {
    const { clock, faults, processing, publish } = startProcessing();
    faults.add({ match: { queue: PIPELINE }, delay_ms: 5_000 });
    await publish('s');
    await clock.advance(1);
    faults.close();
    await processing.close();
  });
});

/** A delivery, as far as faults look at it. */
function message(session: string): Message {
  return {
    messageGroupId: session,
    body: { kind: 'event', event: { ...event(), org_id: 'org' }, trace: -1 },
  } as unknown as Message;
}
