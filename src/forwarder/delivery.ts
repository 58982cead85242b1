import type { QuintError } from '../client/errors.ts';
import type { Backoff } from './backoff.ts';
import type { Entry } from './entry.ts';
import { errorOf } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { ForwarderSettings } from './options.ts';
import type { Outcome } from './outcome.ts';
import { rejectionOf, type Refused, type RejectedFile } from './rejected-file.ts';
import type { Ring } from './ring.ts';
import type { Spool } from './spool.ts';
import { Transport } from './transport.ts';

/** What a delivery works with. */
export interface DeliveryParts {
  readonly settings: ForwarderSettings;
  readonly buffer: Ring<Entry>;
  readonly spool: Spool;
  readonly rejectedFile: RejectedFile;
  readonly ledger: Ledger;
  readonly backoff: Backoff;
}

/** A group of events on its way to the server: of one request, unless it has to be divided. */
export class Delivery {
  readonly #settings: ForwarderSettings;
  readonly #buffer: Ring<Entry>;
  readonly #spool: Spool;
  readonly #rejectedFile: RejectedFile;
  readonly #ledger: Ledger;
  readonly #backoff: Backoff;
  readonly #transport: Transport;
  /** Neither settled nor given up. */
  #group: Entry[] = [];
  /** Where the file goes on behind the group; `undefined` when the group is from the buffer. */
  #fileEnd: number | undefined;
  #outage = false;
  /** Tries that came after a failed one. */
  retries = 0;

  constructor({ settings, buffer, spool, rejectedFile, ledger, backoff }: DeliveryParts) {
    this.#settings = settings;
    this.#buffer = buffer;
    this.#spool = spool;
    this.#rejectedFile = rejectedFile;
    this.#ledger = ledger;
    this.#backoff = backoff;
    this.#transport = new Transport(settings);
  }

  /** What is out of the buffer. (What is from the file is still in the file.) */
  get inFlight(): readonly Entry[] {
    return this.#isFromFile ? [] : this.#group;
  }

  /** Whether the server has taken nothing in all the tries of a group, and nothing since. */
  get outage(): boolean {
    return this.#outage;
  }

  get #isFromFile(): boolean {
    return this.#fileEnd !== undefined;
  }

  /**
   * Sends a group until all of it is settled, or its tries are used up. Then an outage begins, and what is
   * left goes to the file, or stays there.
   *
   * @param fileEnd where the file goes on behind the group, when it was read from there
   * @returns false when what is left could not be put into the file; it is in the buffer again
   */
  async deliver(group: readonly Entry[], fileEnd?: number): Promise<boolean> {
    this.#group = [...group];
    this.#fileEnd = fileEnd;
    let size = group.length;
    let bisecting = false;
    for (let nth = 1; this.#group.length > 0; nth++) {
      const part = this.#group.slice(0, size);
      const outcome = await this.#try(part, nth);
      if (outcome.kind === 'failed') {
        // All tries of these have failed already, perhaps because of one of them.
        bisecting ||= this.#outage && outcome.serverFault === true;
        const isSuspect = bisecting && outcome.serverFault;
        if (isSuspect && part.length > 1) {
          size = Math.ceil(part.length / 2);
          continue;
        }
        if (!isSuspect || !(await this.#isPoison(part[0]!))) {
          if (await this.#mayTryAgain(outcome, nth)) continue;
          return this.#giveUp();
        }
        await this.#reject([{ entry: part[0]!, issues: undefined }], outcome.error as QuintError);
        size = this.#group.length;
      } else if (outcome.kind === 'accepted') {
        await this.#acknowledge(part);
        size *= 2;
      } else if (outcome.kind === 'refused') {
        const refused = [...outcome.issues].map(([at, issues]) => ({ entry: part[at]!, issues }));
        await this.#reject(refused, outcome.error);
      } else if (part.length > 1) {
        size = Math.ceil(part.length / 2);
      } else {
        const { error } = outcome;
        await this.#reject([{ entry: part[0]!, issues: error.issues }], error);
      }
      nth = 0;
      this.#outage = false;
      this.#backoff.succeed();
    }
    this.#fileEnd = undefined;
    return true;
  }

  /**
   * Puts events into the file.
   *
   * @returns false when that was not possible; they are in the buffer again
   */
  async spill(entries: readonly Entry[]): Promise<boolean> {
    this.#group = [...entries];
    const evicted = await this.#spool.add(entries);
    this.#group = [];
    if (evicted === undefined) {
      this.#ledger.dropped(this.#buffer.prepend(entries), 'buffer_full');
      return false;
    }
    this.#ledger.spilled(entries);
    this.#ledger.evicted(evicted);
    return true;
  }

  #try(part: readonly Entry[], nth: number): Promise<Outcome> {
    if (nth > 1 || this.#outage) this.retries++;
    return this.#transport.send(part, nth, this.#backoff.calm(), this.#backoff.end);
  }

  /**
   * Whether the server works, and fails at this one event: it takes one of another session, and then fails
   * at this one again. What it has taken for this proof is sent again in its turn.
   */
  async #isPoison(suspect: Entry): Promise<boolean> {
    const { session_id } = suspect.event;
    const other = this.#group.find(({ event }) => event.session_id !== session_id);
    if (!other || (await this.#try([other], 1)).kind !== 'accepted') return false;
    const again = await this.#try([suspect], 1);
    return again.kind === 'failed' && again.serverFault === true;
  }

  /** Waits for the next try, where there is one. */
  async #mayTryAgain(
    { error, retryAfter }: Outcome & { kind: 'failed' },
    nth: number,
  ): Promise<boolean> {
    const { clock, retry } = this.#settings;
    this.#ledger.failed(error, clock.now());
    this.#backoff.fail(retryAfter);
    return !this.#outage && nth <= retry.attempts && this.#backoff.next();
  }

  async #giveUp(): Promise<boolean> {
    this.#outage = true;
    if (!this.#isFromFile) return this.spill(this.#group);
    this.#group = [];
    this.#fileEnd = undefined;
    return true;
  }

  async #acknowledge(entries: readonly Entry[]): Promise<void> {
    this.#group.splice(0, entries.length);
    this.#ledger.delivered(entries, this.#isFromFile);
    await this.#settle(entries);
  }

  /** What can never be delivered is kept for a person to see. */
  async #reject(refused: readonly Refused[], error: QuintError): Promise<void> {
    const now = this.#settings.clock.now();
    try {
      await this.#rejectedFile.append(refused, error, new Date(now));
    } catch (failure) {
      this.#ledger.failed(errorOf(failure), now);
    }
    const gone = new Set(refused.map(({ entry }) => entry));
    this.#group = this.#group.filter((entry) => !gone.has(entry));
    this.#ledger.rejected(
      refused.map((each) => [each.entry, rejectionOf(each, error)]),
      this.#isFromFile,
    );
    await this.#settle([...gone]);
  }

  /** What is settled leaves the file. */
  async #settle(entries: readonly Entry[]): Promise<void> {
    if (this.#fileEnd === undefined) return;
    await this.#spool.settle(entries, this.#group[0]?.offset ?? this.#fileEnd);
  }
}
