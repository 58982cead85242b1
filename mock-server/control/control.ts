import type { Services } from '../operation.ts';
import type { Processing } from '../processing/processing.ts';
import { clockControl, type ClockControl } from './clock-control.ts';
import { watchedBy, type Condition, type Found } from './waiting/condition.ts';
import { drain } from './waiting/drain.ts';
import type { Faults } from './faults/faults.ts';
import type { Journal } from './journal/journal.ts';
import type { OrgFilter } from './org-id.ts';
import { mint, type Mint } from './mint.ts';
import { queueControl, type QueueControl } from './queues/queues-view.ts';
import { readingsOf } from './metrics/readings-of.ts';
import { reset } from './state/reset.ts';
import { seed, type Seed, type Seeded } from './seed.ts';
import { stateControl, type StateControl } from './state/state.ts';
import type { Timeout } from './waiting/timeout.ts';
import { trace } from './traces/trace.ts';
import type { TraceView } from './traces/trace-view.ts';
import { expectNone, waitFor } from './waiting/wait.ts';
import type { Jwts } from '../tokens/jwts.ts';

/** Clears what belongs to all orgs, or to one. */
interface OrgClearing {
  clear(filter?: OrgFilter): void;
}

/** What only a mock has: the same names here and below `/_mock/`. */
export interface Control extends Mint {
  /** The server's clock, which every rule with a time in it follows. */
  readonly clock: ClockControl;
  /**
   * Resolves when every queue is quiet and every processor is done: what was accepted is processed, or
   * in a dead-letter queue.
   * @throws ApiError `timeout` (408) that says which messages hold it up, and why; `unavailable` when the
   * server is closed meanwhile
   */
  drain(options?: Timeout): Promise<void>;
  /**
   * Resolves with what was found as soon as a condition holds: a session (in a state), a stored event, an
   * alert, or a dead letter. Looks at once, and then at each change.
   * @throws ApiError `timeout` (408) that says what there is instead, `validation_failed`,
   * `unavailable` when the server is closed meanwhile
   * @example
   * const { session } = await mock.waitFor({ session: 's-1', state: 'ended' });
   * await mock.waitFor({ alert: { severity: 'critical' }, org_id: 'acme' }, { timeout: 2_000 });
   */
  waitFor<Wanted extends Condition>(condition: Wanted, options?: Timeout): Promise<Found<Wanted>>;
  /**
   * Drains, and then makes sure that a condition does not hold.
   * @throws ApiError `unexpected` (409) with what it found, `timeout` (408) where it cannot drain,
   * `unavailable` when the server is closed meanwhile
   */
  expectNone(condition: Condition, options?: Timeout): Promise<void>;
  /** Faults to inject into requests and processors. */
  readonly faults: Pick<Faults, 'add' | 'list' | 'remove'> & OrgClearing;
  /** The latest requests to the product's operations, and what became of them. */
  readonly journal: Pick<Journal, 'dropped' | 'list'> & OrgClearing;
  /**
   * One event through every station, with the time at each, and why it stopped where it stopped.
   * @throws ApiError `not_found` when nobody has seen it, `conflict` when several orgs have sent it and
   * `org_id` does not say which is meant
   */
  trace(eventId: string, options?: OrgFilter): Promise<TraceView>;
  /** The queues of the three services, and their dead-letter queues. */
  readonly queues: QueueControl;
  /**
   * Forgets all that was sent, of one org or of all: rows, messages in queues and dead-letter queues,
   * deduplication ids, rate limit, replayable live messages (clients are sent `reset`), journal, traces
   * and faults (of one org: those bound to it). Nothing of it comes back after this resolves. Tokens
   * stay good, and the metrics go on counting.
   * @throws ApiError `validation_failed`
   */
  reset(options?: OrgFilter): Promise<void>;
  /**
   * Publishes a scenario or given data, as if it had been ingested; {@link drain} to see it processed.
   * @throws ApiError `validation_failed`; nothing is published then
   * @example
   * await mock.seed('incident');
   * await mock.seed({ org_id: 'acme', events: [event], reports: [] });
   */
  seed(what: Seed): Promise<Seeded>;
  /** Everything that the server knows, as JSON. */
  readonly state: StateControl;
  /** What `GET /metrics` answers, in Prometheus' text exposition format. */
  metrics(): Promise<string>;
  /** The public half of the server's own signing key, as a JWKS. */
  jwks(): ReturnType<Jwts['jwks']>;
}

export function createControl(services: Services, processing: Processing): Control {
  const { clock, store, faults, journal, metrics, jwts } = services;
  const drained = (options?: Timeout) => drain(processing, clock, options);
  const traced = (eventId: string, query?: OrgFilter) =>
    trace(services, processing, eventId, query);
  const ports = { clock, store, processing, trace: traced };
  return {
    clock: clockControl(clock),
    drain: drained,
    waitFor: async (condition, options) =>
      waitFor(watchedBy(condition, ports), processing, options),
    expectNone: async (condition, options) =>
      expectNone(watchedBy(condition, ports), () => drained(options)),
    faults: {
      add: (rule) => faults.add(rule),
      list: () => faults.list(),
      remove: (id) => faults.remove(id),
      clear: (filter) => faults.clear(filter?.org_id),
    },
    journal: {
      get dropped() {
        return journal.dropped;
      },
      list: (filter) => journal.list(filter),
      clear: (filter) => journal.clear(filter?.org_id),
    },
    trace: traced,
    queues: queueControl(processing),
    reset: (options) => reset(services, processing, options),
    seed: (what) => seed(services, what),
    state: stateControl(services, processing),
    metrics: async () => metrics.render(await readingsOf(services, processing)),
    jwks: () => jwts.jwks(),
    ...mint(services),
  };
}
