import { compileFilterPolicy, type Filter, type FilterPolicy } from './filter-policy.ts';
import type { HashedPublication } from './publication.ts';
import type { Queue } from './queue.ts';

/** What a subscription wants of its topic. */
export interface SubscriptionOptions<Body> {
  /** Which messages it wants (F53). @default all */
  readonly filterPolicy?: FilterPolicy;
  /** What the policy looks at. @default 'MessageAttributes' */
  readonly filterPolicyScope?: 'MessageAttributes' | 'MessageBody';
  /** Where messages go when the queue is gone (F54). @default nowhere: they are dropped, and counted */
  readonly deadLetterQueue?: Queue<Body>;
}

/** What leads from a topic to a queue. */
export class Subscription<Body> {
  readonly queue: Queue<Body>;
  readonly #deadLetterQueue: Queue<Body> | undefined;
  readonly #wants: Filter | undefined;
  readonly #looksAtBody: boolean;
  readonly #unsubscribe: () => void;
  /** Messages that are in the queue. */
  delivered = 0;
  /** Messages that the filter policy kept away. */
  filteredOut = 0;
  /** Messages that found the queue gone. */
  failed = 0;
  /** Those of them that are in the dead-letter queue. */
  redriven = 0;

  constructor(queue: Queue<Body>, options: SubscriptionOptions<Body>, unsubscribe: () => void) {
    this.queue = queue;
    this.#deadLetterQueue = options.deadLetterQueue;
    this.#wants = options.filterPolicy && compileFilterPolicy(options.filterPolicy);
    this.#looksAtBody = options.filterPolicyScope === 'MessageBody';
    this.#unsubscribe = unsubscribe;
  }

  /** Ends it. What is in the queue stays there. */
  unsubscribe(): void {
    this.#unsubscribe();
  }

  /** Passes on what the subscription wants. Only its topic calls this. */
  deliver(publications: readonly HashedPublication<Body>[], now: number): void {
    const wanted = this.#filter(publications);
    if (wanted.length === 0) return;
    if (!this.queue.closed) {
      this.queue.deliver(wanted, now);
      this.delivered += wanted.length;
      return;
    }
    // A queue that is gone will not come back: no retry (F54).
    this.failed += wanted.length;
    if (this.#deadLetterQueue === undefined || this.#deadLetterQueue.closed) return;
    this.#deadLetterQueue.deliver(wanted, now);
    this.redriven += wanted.length;
  }

  #filter(publications: readonly HashedPublication<Body>[]): readonly HashedPublication<Body>[] {
    const wants = this.#wants;
    if (wants === undefined) return publications;
    const wanted = publications.filter(({ message }) =>
      wants(this.#looksAtBody ? message.body : message.messageAttributes),
    );
    this.filteredOut += publications.length - wanted.length;
    return wanted;
  }
}
