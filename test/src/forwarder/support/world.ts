import { macrotask } from '../../../../mock-server/clock/macrotask.ts';
import { VirtualClock } from '../../../../mock-server/clock/index.ts';
import type { Clock, Forwarder, ForwarderOptions } from '../../../../src/forwarder/index.ts';
import { createForwarder } from '../../../../src/forwarder/index.ts';
import { uuid } from '../../../mock-server/support/samples.ts';
import { ModelServer, type Marked } from './model-server.ts';

/** The place where the overflow file is, as far as a history needs to know it. */
export interface Disk {
  readonly path: string;
  /** The marks of the events that wait in the file; `undefined` where that cannot be seen. */
  waiting(): ReadonlySet<number> | undefined;
  /** How many events had to go; `undefined` where only the forwarder knows. */
  readonly evicted: number | undefined;
  /** Resolves when no work on files is under way. */
  idle(): Promise<void>;
  /** The process that used it is dead. */
  abandon(): void;
  /** Nothing fails any more. */
  repair(): void;
  /** Whether no event of the file can be behind a newer one. */
  readonly keepsOrder: boolean;
  /** Whether events may come out of the file again after they are settled. */
  readonly mayRepeat: boolean;
  /** Whether something can be written now. */
  readonly isWritable: boolean;
  /** Whether once nothing could be written. */
  readonly wasFull: boolean;
}

/** Where an event is, from what the forwarder told. `recovered` is told with what comes after it. */
type Fate = 'buffer' | 'file' | 'recovered' | 'delivered' | 'dropped' | 'rejected' | 'lost';

/** What may be told of an event that is there. */
const FROM = {
  delivered: ['buffer', 'recovered'],
  dropped: ['buffer'],
  rejected: ['buffer', 'recovered'],
  spilled: ['buffer'],
  // One that was set aside stays in the file as long as one before it does, and may so come again.
  recovered: ['file', 'rejected'],
} as const satisfies Record<string, readonly Fate[]>;

type Told = keyof typeof FROM;
const TOLD = Object.keys(FROM) as Told[];

export type Kind =
  | 'plain'
  | 'bad'
  | 'without id'
  | 'mutated'
  | 'too large'
  | 'cyclic'
  | 'bigint'
  | 'throwing'
  | 'skipped'
  | 'exploding'
  | 'no object';

/** One forwarder after the other on one overflow file, and all that is known of their events. */
export class World {
  readonly clock = new VirtualClock();
  readonly server: ModelServer;
  readonly disk: Disk;
  readonly #options: ForwarderOptions;
  readonly #fates: Fate[] = [];
  readonly #violations: string[] = [];
  /** Of the running forwarder: what was told, as counts. */
  #told: Record<Told, number> = zero();
  /** Of all of them: events of the file that had to go. */
  #evicted = 0;
  /** Events that were being written when the process ended, and were written then once more. */
  readonly #twice = new Set<number>();
  /** Events that the server did not want at first. They may come late, when it has changed its mind. */
  readonly #onceRejected = new Set<number>();
  #token = 'token-0';
  #run!: Run;
  #flushes: Promise<void>[] = [];

  constructor(disk: Disk, options: ForwarderOptions) {
    this.disk = disk;
    this.#options = options;
    this.server = new ModelServer(
      () => this.#balance('in fetch'),
      (what) => this.#violations.push(what),
    );
    this.#begin();
  }

  get forwarder(): Forwarder {
    return this.#run.forwarder;
  }

  enqueue(kind: Kind, session: string): void {
    if (kind === 'no object') return this.forwarder.enqueue(null as never);
    const mark = this.#fates.push('buffer') - 1;
    const event: Record<string, unknown> = {
      schema_version: 2,
      event_id: uuid(mark),
      timestamp: '2026-04-25T03:09:32Z',
      source: 'proxy',
      platform: 'cursor',
      action_type: 'tools/call',
      session_id: session,
      agent_id: 'a',
      mark,
      copy: { of: [mark, session] },
    };
    if (kind === 'bad') event['bad'] = true;
    if (kind === 'without id') delete event['event_id'];
    if (kind === 'too large') event['padding'] = 'é'.repeat(this.#options.batchBytes! / 2);
    if (kind === 'cyclic') event['self'] = event;
    if (kind === 'bigint') event['count'] = 1n;
    if (kind === 'throwing') Object.defineProperty(event, 'x', { enumerable: true, get: fail });
    this.forwarder.enqueue(
      Object.assign(event, kind === 'skipped' || kind === 'exploding' ? { kind } : {}) as never,
    );
    if (kind === 'mutated') {
      event['session_id'] = 'another';
      (event['copy'] as { of: unknown[] }).of[0] = 'another';
    }
  }

  /** Gives the forwarder the token that the server takes. */
  bringToken(): void {
    this.#token = this.server.token;
  }

  flush(how: 'wait' | 'abort' | 'timeout'): void {
    const begun = this.#fates.length;
    const { disk } = this;
    const run = this.#run;
    const controller = new AbortController();
    const options = { wait: {}, abort: { signal: controller.signal }, timeout: { timeout: 0 } };
    const flushed = run.forwarder.flush(options[how]).then(
      () => {
        // With nowhere to go, they have to wait.
        if (disk.wasFull || run !== this.#run) return;
        for (let mark = run.firstMark; mark < begun; mark++) {
          if (this.#fates[mark] !== 'buffer') continue;
          this.#violations.push(`flush is over, and event ${mark} still waits in memory`);
        }
      },
      () => {
        if (how === 'wait') this.#violations.push('flush has failed');
      },
    );
    this.#flushes.push(flushed);
    controller.abort();
  }

  async close(timeout: number, meanwhile: () => void): Promise<void> {
    const { forwarder, server } = this;
    const run = this.#run;
    if (timeout === Infinity && server.answer.kind === 'hang') {
      server.answer = { kind: 'timeout', stored: false };
      server.releaseHanging();
    }
    const state = { isOver: false };
    const closing = forwarder.close({ timeout }).then((report) => {
      state.isOver = true;
      return report;
    });
    meanwhile();
    if (timeout < Infinity) await this.clock.advance(timeout);
    for (let turn = 0; turn < 200 && !state.isOver; turn++) {
      await this.#turn();
      // Only then does it wait for retries, as many as there are.
      if (timeout === Infinity) await this.clock.advance(300_000);
    }
    if (!state.isOver) throw new Error(`close({ timeout: ${timeout} }) is not over in time`);
    const { delivered, spilled, dropped, rejected } = await closing;
    const stats = forwarder.stats();
    this.#same('the report', { delivered, dropped, rejected }, stats);
    const left = this.#fates.filter(
      (fate, mark) => fate === 'file' && mark >= run.firstMark,
    ).length;
    if (this.#evicted === 0 && !this.disk.mayRepeat)
      this.#same('the report', { spilled: left }, { spilled });
    this.#same('a closed forwarder', { buffered: 0, inFlight: 0 }, stats);
    this.check('after close');
    await Promise.all(this.#flushes);
    const { requests } = this.server;
    await this.clock.advance(600_000);
    if (this.server.requests > requests) throw new Error('a closed forwarder has sent something');
    this.#restart(() => {});
  }

  /** The process ends by itself: what is in memory goes to the file. */
  async exit(): Promise<void> {
    await this.disk.idle();
    this.#flushes = [];
    const waiting = this.disk.waiting();
    this.#restart((onExit) => {
      onExit();
      for (const [mark, fate] of this.#fates.entries()) {
        if (fate !== 'buffer') continue;
        if (waiting?.has(mark)) this.#twice.add(mark);
        this.#fates[mark] = this.disk.isWritable ? 'file' : 'lost';
      }
    });
  }

  /** The process is killed: what is in memory is lost. */
  async kill(): Promise<void> {
    await this.disk.idle();
    this.#flushes = [];
    this.#restart(() => {
      for (const [mark, fate] of this.#fates.entries()) {
        if (fate === 'buffer') this.#fates[mark] = 'lost';
      }
    });
  }

  /** What has to be true at every moment. */
  check(when: string): void {
    this.#balance(when);
    this.#same(`told ${when}`, this.#told, this.forwarder.stats());
    const waiting = this.disk.waiting();
    let missing = 0;
    let inMemory = 0;
    for (const [mark, fate] of this.#fates.entries()) {
      if (fate === 'buffer') inMemory++;
      if (fate === 'delivered' && !this.server.storedMarks.has(mark)) {
        this.#violations.push(`event ${mark} was told as delivered, but is not in the store`);
      }
      if (fate === 'recovered')
        this.#violations.push(`event ${mark} was recovered, and nothing more`);
      if (waiting && fate === 'file' && !waiting.has(mark)) missing++;
    }
    const { buffered, inFlight } = this.forwarder.stats();
    if (inMemory !== buffered + inFlight && this.#twice.size === 0) {
      this.#violations.push(`${inMemory} events are in memory, not ${buffered} + ${inFlight}`);
    }
    const { evicted = this.#evicted } = this.disk;
    if (missing > evicted) {
      this.#violations.push(`${missing} events are not in the file, ${evicted} were evicted`);
    }
    for (const event of this.server.newlyStored.splice(0)) this.#checkStored(event);
    if (this.disk.keepsOrder) this.#checkOrder();
    this.#throwViolations(when);
  }

  /** In the end everything is in the store that was not lost and told so. */
  async end(): Promise<void> {
    this.disk.repair();
    this.server.answer = { kind: 'right' };
    this.server.releaseHanging();
    this.bringToken();
    for (let round = 1; ; round++) {
      this.flush('wait');
      const { next_retry } = this.forwarder.flows();
      const wait = next_retry ? Date.parse(next_retry) - this.clock.now() : 0;
      await this.clock.advance(Math.max(0, wait) + 1);
      if (await this.#isDrained()) break;
      if (round === 100) throw new Error(`not drained: ${JSON.stringify(this.forwarder.flows())}`);
    }
    await Promise.all(this.#flushes);
    this.check('in the end');
    let missing = 0;
    for (const [mark, fate] of this.#fates.entries()) {
      if (fate === 'buffer') throw new Error(`event ${mark} is still in memory`);
      if (fate === 'file' && !this.server.storedMarks.has(mark)) missing++;
    }
    const { evicted = this.#evicted } = this.disk;
    if (missing > evicted) {
      throw new Error(`${missing} events are nowhere, but ${evicted} were evicted`);
    }
    await this.forwarder.close();
    this.check('after the end');
    this.#run.die();
    this.disk.abandon();
  }

  async #isDrained(): Promise<boolean> {
    for (let turn = 0; turn < 5; turn++) await this.#turn();
    const { depth, in_flight, overflow } = this.forwarder.flows();
    return depth + in_flight + overflow.bytes === 0;
  }

  async #turn(): Promise<void> {
    await macrotask();
    await this.disk.idle();
  }

  #begin(): void {
    this.#told = zero();
    const before = new Set(process.listeners('exit'));
    const { clock } = this;
    const lifeClock = new MortalClock(clock);
    const forwarder = createForwarder({
      baseUrl: 'https://quint.test',
      timeout: 0,
      ...this.#options,
      path: this.disk.path,
      clock: lifeClock,
      fetch: async (request) => {
        if (lifeClock.isDead) await never;
        try {
          return await this.server.fetch(request);
        } finally {
          if (lifeClock.isDead) await never;
        }
      },
      token: () => this.#token,
      transform: (event) => {
        if (this.#run?.forwarder) this.#balance('in transform');
        if (event['kind'] === 'exploding') throw new Error('exploded');
        return event['kind'] === 'skipped' ? null : event;
      },
    });
    const onExit = process.listeners('exit').find((each) => !before.has(each));
    this.#run = {
      forwarder,
      firstMark: this.#fates.length,
      onExit: () => onExit?.call(process, 0),
      die: () => {
        lifeClock.isDead = true;
        if (onExit) process.off('exit', onExit);
      },
    };
    for (const name of TOLD) {
      forwarder.on(name, (what) => {
        if (this.#run.forwarder === forwarder) this.#hear(name, what);
      });
    }
    forwarder.on('error', () => this.#balance('in an error listener'));
  }

  #restart(before: (onExit: () => void) => void): void {
    const { die, onExit } = this.#run;
    before(onExit);
    die();
    this.disk.abandon();
    // What was settled, but not taken off the file yet, comes again.
    const waiting = this.disk.waiting();
    for (const mark of this.#fates.keys()) {
      if (waiting?.has(mark)) this.#fates[mark] = 'file';
    }
    this.server.hangUp();
    this.#begin();
  }

  #hear(name: Told, what: { count: number; events?: unknown; event?: unknown; reason?: string }) {
    this.#told[name] += what.count;
    const events = (what.events ?? [what.event]) as (Marked | null)[];
    if (name === 'dropped' && what.reason === 'overflow_full') {
      this.#evicted += what.count;
      this.#told.recovered += what.count;
    } else if (events.length !== what.count) {
      this.#violations.push(`${name} tells ${what.count}, but shows ${events.length}`);
    }
    for (const event of events) {
      const mark = event?.mark;
      if (mark === undefined) continue;
      const fate = this.#fates[mark]!;
      const isExpected =
        (FROM[name] as readonly Fate[]).includes(fate) ||
        this.#twice.has(mark) ||
        (name === 'recovered' && this.disk.mayRepeat);
      if (what.reason === 'unwritable' && !this.disk.wasFull) {
        this.#violations.push(`event ${mark} was dropped as unwritable, but there was room`);
      }
      if (!isExpected) {
        this.#violations.push(`event ${mark} is told as ${name}, but was ${fate}`);
      }
      this.#fates[mark] = name === 'spilled' ? 'file' : name;
      if (name === 'rejected') this.#onceRejected.add(mark);
    }
    this.#balance(`in a listener of ${name}`);
  }

  #balance(when: string): void {
    const stats = this.forwarder.stats();
    const { enqueued, recovered, delivered, dropped, rejected, spilled, buffered, inFlight } =
      stats;
    if (enqueued + recovered !== delivered + dropped + rejected + spilled + buffered + inFlight) {
      this.#violations.push(`${when} it does not add up: ${JSON.stringify(stats)}`);
    }
  }

  #checkStored({ mark, session_id, copy }: Marked): void {
    if (this.#fates[mark] === undefined) this.#violations.push(`${mark} was never enqueued`);
    const [ofMark, ofSession] = (copy as { of: unknown[] }).of;
    if (ofMark !== mark || ofSession !== session_id) {
      this.#violations.push(`event ${mark} was changed after it was enqueued`);
    }
  }

  #checkOrder(): void {
    for (const [session, arrived] of this.server.arrivals) {
      const marks = arrived.filter((mark) => !this.#onceRejected.has(mark));
      if (marks.some((mark, index) => mark < (marks[index - 1] ?? -1))) {
        this.#violations.push(`session ${session} came as ${marks.join(' ')}`);
      }
    }
  }

  #same<T extends object>(what: string, expected: T, actual: { [Name in keyof T]: unknown }): void {
    for (const name of Object.keys(expected) as (keyof T)[]) {
      if (expected[name] === actual[name]) continue;
      this.#violations.push(`${what}: ${String(name)} ${expected[name]}, not ${actual[name]}`);
    }
  }

  #throwViolations(when: string): void {
    if (this.#violations.length > 0) throw new Error(`${when}: ${this.#violations.join('; ')}`);
  }
}

/** A forwarder and how its process ends. */
interface Run {
  readonly forwarder: Forwarder;
  /** The first event that it was given. */
  readonly firstMark: number;
  readonly onExit: () => void;
  readonly die: () => void;
}

/** Its timers end with the process. */
class MortalClock implements Clock {
  readonly #clock: Clock;
  isDead = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  setTimeout(callback: () => void, ms: number): { cancel(): void } {
    if (this.isDead) return { cancel: () => {} };
    return this.#clock.setTimeout(() => this.isDead || callback(), ms);
  }
}

const never = new Promise<never>(() => {});

function zero(): Record<Told, number> {
  return { delivered: 0, dropped: 0, rejected: 0, spilled: 0, recovered: 0 };
}

function fail(): never {
  throw new Error('a getter that fails');
}
