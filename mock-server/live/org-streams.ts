import { LiveClient } from './live-client.ts';
import { greeting, resetMessage, type LiveChange } from './live-message.ts';
import { ReplayRing } from './replay-ring.ts';

/** Counts of all orgs together. */
export interface LiveStats {
  /** Streams that are open. */
  clients: number;
  /** Messages handed to a client, each client counted; neither replays nor comments. */
  sent: number;
  /** Clients that read too slowly. */
  cutOff: number;
  /** Messages that can be replayed no more. */
  evicted: number;
}

/** The streams of one org, and what can be replayed to them. */
export class OrgStreams {
  readonly #ring: ReplayRing;
  readonly #clients = new Set<LiveClient>();
  readonly #stats: LiveStats;
  readonly #onLeave: () => void;

  /**
   * @param start the id before the first one
   * @param onLeave called when a client has gone, whoever ended its stream
   */
  constructor(start: number, stats: LiveStats, onLeave: () => void) {
    this.#ring = new ReplayRing(start);
    this.#stats = stats;
    this.#onLeave = onLeave;
  }

  get isIdle(): boolean {
    return this.#clients.size === 0;
  }

  get latestId(): number {
    return this.#ring.latest;
  }

  /** How many messages can be replayed. */
  get replayable(): number {
    return this.#ring.size;
  }

  tell(change: LiveChange): void {
    const evicted = this.#ring.evicted;
    const message = this.#ring.push(change);
    this.#stats.evicted += this.#ring.evicted - evicted;
    if (!this.isIdle) this.#stats.sent += this.send(message.bytes);
  }

  /** Sends bytes to every client as they are. @returns how many took them */
  send(bytes: Uint8Array): number {
    let taken = 0;
    for (const client of this.#clients) {
      if (client.send(bytes)) {
        taken++;
      } else {
        this.#stats.cutOff++;
        this.#leave(client);
      }
    }
    return taken;
  }

  open(lastEventId: number | undefined, tokenHash?: string): ReadableStream<Uint8Array> {
    const client: LiveClient = new LiveClient(this.#catchUp(lastEventId), tokenHash, () =>
      this.#leave(client),
    );
    this.#clients.add(client);
    this.#stats.clients++;
    return client.stream;
  }

  reset(): void {
    this.#stats.sent += this.send(resetMessage(this.#ring.clear()));
  }

  close(): void {
    for (const client of this.#clients) this.#end(client);
  }

  /** Ends the streams that a token opened. */
  endOf(tokenHash: string): void {
    for (const client of this.#clients) if (client.tokenHash === tokenHash) this.#end(client);
  }

  #catchUp(lastEventId: number | undefined): Uint8Array[] {
    const { latest } = this.#ring;
    if (lastEventId === undefined) return [greeting(latest)];
    const missed = this.#ring.after(lastEventId);
    return [greeting(undefined), ...(missed?.map(({ bytes }) => bytes) ?? [resetMessage(latest)])];
  }

  #end(client: LiveClient): void {
    client.end();
    this.#leave(client);
  }

  #leave(client: LiveClient): void {
    // A stream that was ended can still be cancelled, while something in it waits to be read.
    if (!this.#clients.delete(client)) return;
    this.#stats.clients--;
    this.#onLeave();
  }
}
