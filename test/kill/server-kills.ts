import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTime } from './deadline.ts';
import { ForwarderProcess } from './forwarder-process.ts';
import { live, none, same, type History, type Stage, type Tally } from './history.ts';
import type { Life } from './life.ts';
import { SESSIONS } from './numbered.ts';
import { overflowState } from './overflow-state.ts';
import { Program } from './program.ts';
import { RecordingProxy, type Passage } from './recording-proxy.ts';
import type { ForwarderPlan } from './told.ts';

/** How long one waits for a step that may not come, in milliseconds. */
const PATIENCE_MS = 1_000;

const CLOSE_MS = 2_000;

/**
 * A server is killed at random moments and started again, behind a proxy that records what passes, while
 * one forwarder runs on. In the end, every event that it was given was acknowledged, or is in the file,
 * or was dropped, and is one of these only; and what it took for acknowledged was.
 */
export function serverKills(history: History): Promise<Tally> {
  return live('server', history, async (stage) => {
    await using proxy = new RecordingProxy();
    await proxy.listen();
    const plan = planOf(stage, proxy.url);
    await using forwarder = new ForwarderProcess(history.programs.forwarder, plan);
    for (let round = 1; round <= history.rounds; round++) {
      await oneServer({ history, stage, proxy });
      await sleep(100 * stage.random() ** 2);
    }
    const stop = () => forwarder.stop();
    await (stage.random() < 0.5 ? withServer({ history, proxy }, stop) : stop());
    const { life } = forwarder;
    await checkAccounts(life, { path: stage.path, passages: proxy.passages });
    for (const [what, times] of life.said) stage.count(`said ${what}`, times);
    for (const { end, status } of proxy.passages)
      stage.count(`requests ${end}${status ? ` ${status}` : ''}`);
    await deliverTheRest({ history, stage, proxy }, plan, life);
  });
}

interface Scene {
  readonly history: History;
  readonly stage: Stage;
  readonly proxy: RecordingProxy;
}

function planOf({ path, random }: Stage, baseUrl: string): ForwarderPlan {
  return {
    options: {
      baseUrl,
      path,
      capacity: 150,
      batchSize: 50,
      flushInterval: 10,
      timeout: 300,
      retry: { attempts: 2, baseDelay: 10, maxDelay: 50 },
      fsync: random() < 0.5 ? 'always' : 'never',
    },
    first: 0,
    total: null,
    burst: 10,
    pause: 5,
    bytes: 0,
    session: 's',
    end: 'close',
    closeTimeout: CLOSE_MS,
  };
}

async function startServer({ programs }: History, proxy: RecordingProxy): Promise<Program> {
  let hear!: (url: string) => void;
  const url = new Promise<string>((resolve) => (hear = resolve));
  const server = new Program(programs.server, [], hear);
  proxy.target = await inTime('a server', url);
  return server;
}

/** Does something while there is a server. */
async function withServer(
  { history, proxy }: Pick<Scene, 'history' | 'proxy'>,
  work: () => Promise<void>,
): Promise<void> {
  const server = await startServer(history, proxy);
  await work().finally(() => server[Symbol.asyncDispose]());
}

/** Starts a server, and kills it at a random moment: after some time, or some step of a request. */
async function oneServer({ history, stage: { random, count }, proxy }: Scene): Promise<void> {
  await using server = await startServer(history, proxy);
  const after = (['start', 'sent', 'answered'] as const)[Math.floor(3 * random())]!;
  const nth = 1 + Math.floor(6 * random());
  const ms = after === 'start' ? 120 * random() : random() < 0.5 ? 0 : 8 * random();
  let steps = 0;
  let timer: NodeJS.Timeout | undefined;
  const kill = () => {
    if (proxy.passages.at(-1)?.end === undefined) count('killed during a request');
    server.signal('SIGKILL');
  };
  const killSoon = () => {
    if (ms === 0) kill();
    else timer = setTimeout(kill, ms);
  };
  const end = proxy.onStep((step) => {
    if (step === after && ++steps === nth) killSoon();
  });
  if (after === 'start') killSoon();
  const patience = setTimeout(kill, PATIENCE_MS);
  await server.killed();
  end();
  clearTimeout(timer);
  clearTimeout(patience);
}

/** Every event has one fate, and the forwarder's own figures are right. */
async function checkAccounts(
  life: Life,
  { path, passages }: { readonly path: string; readonly passages: readonly Passage[] },
): Promise<void> {
  const { given, delivered, dropped, spilled, rejected, memory, closing } = life;
  none('contradictions', life.contradictions);
  none('events in memory after the end', memory.keys());
  none('rejected events', rejected);
  const fates = [delivered, dropped, spilled];
  none(
    'events without one fate',
    given.filter((number) => fates.filter((fate) => fate.has(number)).length !== 1),
  );
  assert.equal(delivered.size + dropped.size + spilled.size, given.length);
  assert.ok(closing);
  const fate = { delivered: delivered.size, dropped: dropped.size, spilled: spilled.size };
  assert.deepEqual(closing.report, { ...fate, rejected: 0 });
  const { stats } = closing;
  assert.equal(
    stats.enqueued + stats.recovered,
    stats.delivered + stats.dropped + stats.spilled + stats.buffered + stats.inFlight,
  );
  assert.ok(closing.ms < CLOSE_MS + 1_500, `close took ${closing.ms} ms`);

  const { waiting, corrupt, torn } = await overflowState(path);
  same('events that wait', waiting, spilled);
  assert.equal(waiting.length, spilled.size, 'an event waits twice');
  assert.deepEqual({ corrupt, torn }, { corrupt: [], torn: undefined });
  checkPassages(life, passages);
}

/** What the forwarder says is what passed; in order, and one after the other. */
function checkPassages({ delivered, dropped }: Life, passages: readonly Passage[]): void {
  const acknowledged = new Set<number>();
  const sent = new Set<number>();
  const latest = new Map<number, number>();
  for (const [at, { events, end, status, ended }] of passages.entries()) {
    if (end === 'answered' && status === 200) for (const each of events) acknowledged.add(each);
    // One that was given up may still be seen to be open, when the next one comes.
    const next = passages[at + 1];
    assert.ok(end !== 'answered' || !next || next.began >= ended, 'two requests at once');
    for (const number of events) {
      if (sent.has(number)) continue;
      sent.add(number);
      const session = number % SESSIONS;
      assert.ok(number > (latest.get(session) ?? -1), `event ${number} out of order`);
      latest.set(session, number);
    }
  }
  none(
    'events not acknowledged',
    [...delivered].filter((number) => !acknowledged.has(number)),
  );
  none(
    'events sent though they were dropped',
    [...dropped].filter((number) => sent.has(number)),
  );
}

/** What is in the file in the end can be delivered by another process. */
async function deliverTheRest({ history, proxy }: Scene, plan: ForwarderPlan, { spilled }: Life) {
  await using last = new ForwarderProcess(history.programs.forwarder, {
    ...plan,
    options: { ...plan.options, timeout: 10_000 },
    total: 0,
    end: 'drain',
  });
  await withServer({ history, proxy }, () => last.ended());
  same('events that were left', last.life.delivered, spilled);
  assert.deepEqual((await overflowState(plan.options.path!)).waiting, []);
}
