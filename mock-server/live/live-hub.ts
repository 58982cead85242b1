import { Alarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/index.ts';
import type { Store } from '../store/store.ts';
import { KEEP_ALIVE } from './live-message.ts';
import { OrgStreams, type LiveStats } from './org-streams.ts';

/** Orgs whose messages are kept for replay; beyond that those told least recently are forgotten. */
const ORGS = 256;
const KEEP_ALIVE_MS = 15_000;
/** The latest instant, in epoch milliseconds, of which ids can still be made: in the year 2223. */
const LATEST_MS = 8e12;

/** The live streams of every org: what the store changed is what they tell (contract.md §8). */
export class LiveHub {
  readonly #clock: Clock;
  readonly #orgs = new Map<string, OrgStreams>();
  readonly #stats: LiveStats = { clients: 0, sent: 0, cutOff: 0, evicted: 0 };
  readonly #alarm: Alarm;
  readonly #stopListening: () => void;
  readonly #onLeave = () => {
    if (this.#stats.clients === 0) this.#alarm.cancel();
  };
  /** No id up to here is given to an org that is new or was forgotten. */
  #floor = 0;
  #closed = false;

  constructor(clock: Clock, store: Pick<Store, 'onChange'>) {
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#keepAlive());
    this.#stopListening = store.onChange((change) => {
      if (change.kind !== 'action') this.#orgOf(change.row.org_id).tell(change);
    });
  }

  /**
   * Opens a stream for a client of an org.
   * @param lastEventId the id of the last event that it saw, 1–16 digits. What came since is replayed;
   * where that cannot be told in full, the first event is `reset`.
   * @param tokenHash of the token that opens it; none for a JWT
   */
  open(
    orgId: string,
    lastEventId: string | undefined,
    tokenHash?: string,
  ): ReadableStream<Uint8Array> {
    const org = this.#orgOf(orgId);
    const stream = org.open(lastEventId === undefined ? undefined : Number(lastEventId), tokenHash);
    this.#alarm.ringBy(this.#clock.now() + KEEP_ALIVE_MS);
    if (this.#closed) org.close();
    return stream;
  }

  /** Forgets what could be replayed to one org, or to all; its clients are told to read again. */
  reset(orgId?: string): void {
    if (orgId !== undefined) this.#orgs.get(orgId)?.reset();
    else for (const org of this.#orgs.values()) org.reset();
  }

  /** Ends the streams that a token opened: it was revoked, and that is effective at once. */
  endOf({ org_id, hash }: { readonly org_id: string; readonly hash: string }): void {
    this.#orgs.get(org_id)?.endOf(hash);
  }

  stats(): Readonly<LiveStats> {
    return { ...this.#stats };
  }

  /** Ends every stream; one that is opened later ends at once. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const org of this.#orgs.values()) org.close();
  }

  /** One timer for all clients, and none while there is none. */
  #keepAlive(): void {
    for (const org of this.#orgs.values()) org.send(KEEP_ALIVE);
    if (this.#stats.clients > 0) this.#alarm.ringBy(this.#clock.now() + KEEP_ALIVE_MS);
  }

  #orgOf(orgId: string): OrgStreams {
    const known = this.#orgs.get(orgId);
    const org = known ?? new OrgStreams(this.#startId(), this.#stats, this.#onLeave);
    // A map keeps its order of insertion: the org that was told least recently comes first.
    if (known) this.#orgs.delete(orgId);
    this.#orgs.set(orgId, org);
    if (!known && this.#orgs.size > ORGS) this.#forgetOne(orgId);
    return org;
  }

  /**
   * The id before an org's first. By the clock, so that a server that was started again is beyond
   * all ids that were seen: a client of the process before is told to reset, and does not resume in
   * the wrong place.
   */
  #startId(): number {
    const now = Math.min(Math.max(this.#clock.now(), 0), LATEST_MS);
    return Math.max(Math.floor(now) * 1000, this.#floor) + 1;
  }

  #forgetOne(exceptId: string): void {
    for (const [orgId, org] of this.#orgs) {
      if (!org.isIdle || orgId === exceptId) continue;
      this.#floor = Math.max(this.#floor, org.latestId);
      this.#stats.evicted += org.replayable;
      this.#orgs.delete(orgId);
      return;
    }
  }
}
