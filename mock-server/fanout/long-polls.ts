import { LinkedList } from './linked-list.ts';
import type { ReceivedMessage } from './port.ts';
import type { ReceiveRequest } from './receive-request.ts';
import { WaitingReceive } from './waiting-receive.ts';

/** The receives that wait for a message, longest-waiting first (F32). */
export class LongPolls<Body> {
  readonly #waiting = new LinkedList<WaitingReceive<Body>>();
  readonly #signals = new WeakSet<AbortSignal>();

  get first(): WaitingReceive<Body> | undefined {
    return this.#waiting.first;
  }

  /** When the first of them gives up, in epoch milliseconds; `Infinity` when there is none. */
  get nextDeadline(): number {
    let next = Infinity;
    for (const poll of this) next = Math.min(next, poll.deadline);
    return next;
  }

  wait(request: ReceiveRequest, deadline: number): Promise<ReceivedMessage<Body>[]> {
    if (request.signal !== undefined) this.#listenTo(request.signal);
    return new Promise((resolve) => {
      this.#waiting.append(new WaitingReceive(request, deadline, resolve));
    });
  }

  /** Ends the waiting of one of them. */
  end(poll: WaitingReceive<Body>, messages: ReceivedMessage<Body>[]): void {
    this.#waiting.remove(poll);
    poll.resolve(messages);
  }

  /** Ends, empty-handed, the waiting of all those that a condition holds for. */
  endWhere(condition: (poll: WaitingReceive<Body>) => boolean): void {
    for (const poll of this) if (condition(poll)) this.end(poll, []);
  }

  *[Symbol.iterator](): Iterator<WaitingReceive<Body>> {
    for (let poll = this.#waiting.first; poll !== undefined;) {
      const { next } = poll;
      yield poll;
      poll = next;
    }
  }

  /** Once per signal, however often a consumer polls with it: listeners are dear. */
  #listenTo(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    signal.addEventListener(
      'abort',
      () => this.endWhere((poll) => poll.request.signal === signal),
      {
        once: true,
      },
    );
  }
}
