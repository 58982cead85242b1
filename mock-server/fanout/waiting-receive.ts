import type { Linked } from './linked-list.ts';
import type { ReceivedMessage } from './port.ts';
import type { ReceiveRequest } from './receive-request.ts';

/** A long poll: a receive that found nothing and waits (F32). */
export class WaitingReceive<Body> implements Linked<WaitingReceive<Body>> {
  readonly request: ReceiveRequest;
  /** When it stops waiting, in epoch milliseconds. */
  readonly deadline: number;
  readonly resolve: (messages: ReceivedMessage<Body>[]) => void;

  // Its neighbours among the waiting receives of the queue.
  previous: WaitingReceive<Body> | undefined = undefined;
  next: WaitingReceive<Body> | undefined = undefined;

  constructor(
    request: ReceiveRequest,
    deadline: number,
    resolve: (messages: ReceivedMessage<Body>[]) => void,
  ) {
    this.request = request;
    this.deadline = deadline;
    this.resolve = resolve;
  }
}
