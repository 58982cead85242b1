/** A message of the {@link QueueModel}. */
export interface ModelMessage {
  readonly group: string;
  readonly body: string;
  readonly sentAt: number;
  state: 'delayed' | 'visible' | 'inFlight';
  /** When it becomes visible, unless it is. */
  until: number;
  receiveCount: number;
}

/** A receive with an id, by which it can be repeated. */
interface ModelAttempt {
  readonly id: string;
  readonly at: number;
  readonly received: readonly { readonly message: ModelMessage; readonly receiveCount: number }[];
  /** When the visibility timeout of its messages ends, if nobody has touched it. */
  until: number;
}

export interface ModelOptions {
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly maxReceiveCount: number;
}

const WINDOW_MS = 300_000;

/**
 * A topic, its queue and that one's dead-letter queue, as one would explain them: flat arrays that are
 * scanned from the start for every question. Slow, and easy to believe.
 */
export class QueueModel {
  readonly messages: ModelMessage[] = [];
  readonly dead: ModelMessage[] = [];
  readonly #options: ModelOptions;
  readonly #knownToTopic: { id: string; at: number }[] = [];
  readonly #knownToQueue: { id: string; at: number }[] = [];
  /** Latest first. */
  readonly #attempts: ModelAttempt[] = [];
  /** The groups that have something to give, longest first. */
  #ready: string[] = [];

  constructor(options: ModelOptions) {
    this.#options = options;
  }

  /** Whether it is new to the topic. */
  publish(group: string, id: string, body: string, now: number): boolean {
    if (!isNew(this.#knownToTopic, id, now)) return false;
    this.send(group, id, body, now);
    return true;
  }

  /** Whether it is new to the queue. */
  send(group: string, id: string, body: string, now: number): boolean {
    this.settle(now);
    if (!isNew(this.#knownToQueue, id, now)) return false;
    this.#add(group, body, now);
    return true;
  }

  /** Receives, or gives again what the attempt of this id was given. */
  attempt(id: string, limit: number, visibilityMs: number, now: number): ModelMessage[] {
    this.settle(now);
    const earlier = this.#attempts.find((one) => one.id === id);
    if (earlier && now - earlier.at < WINDOW_MS && this.#isUntouched(earlier)) {
      earlier.until = now + visibilityMs;
      for (const { message } of earlier.received) message.until = earlier.until;
      return earlier.received.map(({ message }) => message);
    }
    const messages = this.receive(limit, visibilityMs, now);
    if (messages.length > 0) {
      const received = messages.map((message) => ({ message, receiveCount: message.receiveCount }));
      this.#attempts.unshift({ id, at: now, received, until: now + visibilityMs });
    }
    return messages;
  }

  receive(limit: number, visibilityMs: number, now: number): ModelMessage[] {
    this.settle(now);
    const taken: ModelMessage[] = [];
    while (taken.length < limit && this.#ready.length > 0) {
      const group = this.#ready.shift()!;
      for (const message of this.#deliverable(group)) {
        if (taken.length === limit) break;
        if (message.receiveCount === this.#options.maxReceiveCount) {
          this.dead.push(message);
          this.#remove(message);
        } else {
          message.receiveCount += 1;
          message.state = 'inFlight';
          message.until = now + visibilityMs;
          taken.push(message);
        }
      }
      this.#review();
    }
    this.settle(now);
    return taken;
  }

  delete(message: ModelMessage): void {
    this.#remove(message);
    this.#review();
  }

  changeVisibility(message: ModelMessage, ms: number, now: number): void {
    message.until = now + ms;
    this.settle(now);
  }

  /** Moves what is in the dead-letter queue back, as if it were new. */
  redrive(now: number): void {
    this.settle(now);
    for (const { group, body } of this.dead.splice(0)) this.#add(group, body, now);
  }

  count(state: ModelMessage['state']): number {
    return this.messages.filter((message) => message.state === state).length;
  }

  /** What time alone brings about, one thing after the other. */
  settle(now: number): void {
    const over = this.messages.filter((message) => message.until <= now);
    const inFlight = over.filter(({ state }) => state === 'inFlight');
    const delayed = over.filter(({ state }) => state === 'delayed');
    for (const message of [...inFlight.toSorted((a, b) => a.until - b.until), ...delayed]) {
      message.state = 'visible';
      this.#review();
    }
    const { retentionMs } = this.#options;
    const expired = this.messages.filter(({ sentAt }) => sentAt + retentionMs <= now);
    for (const message of expired) this.delete(message);
  }

  #add(group: string, body: string, now: number): void {
    const { delayMs } = this.#options;
    const state = delayMs > 0 ? 'delayed' : 'visible';
    this.messages.push({ group, body, sentAt: now, state, until: now + delayMs, receiveCount: 0 });
    this.#review();
  }

  #isUntouched({ received, until }: ModelAttempt): boolean {
    return received.every(
      ({ message, receiveCount }) =>
        this.messages.includes(message) &&
        message.state === 'inFlight' &&
        message.receiveCount === receiveCount &&
        message.until === until,
    );
  }

  #deliverable(group: string): ModelMessage[] {
    const messages = this.messages.filter(
      (message) => message.group === group && message.state !== 'delayed',
    );
    const blocked = messages.findIndex(({ state }) => state === 'inFlight');
    return blocked < 0 ? messages : messages.slice(0, blocked);
  }

  #remove(message: ModelMessage): void {
    const place = this.messages.indexOf(message);
    if (place >= 0) this.messages.splice(place, 1);
  }

  /** Lets groups line up that have something to give, and leave that have not. */
  #review(): void {
    this.#ready = this.#ready.filter((group) => this.#deliverable(group).length > 0);
    for (const { group } of this.messages) {
      if (!this.#ready.includes(group) && this.#deliverable(group).length > 0) {
        this.#ready.push(group);
      }
    }
  }
}

/** Whether an id is new; from then on it is known for five minutes. */
function isNew(known: { id: string; at: number }[], id: string, now: number): boolean {
  if (known.some((one) => one.id === id && now - one.at < WINDOW_MS)) return false;
  known.push({ id, at: now });
  return true;
}
