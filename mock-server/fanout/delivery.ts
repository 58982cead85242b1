import type { Deadline } from '../clock/deadline-heap.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * How a message is being delivered. Made when it is first received and kept over further receives,
 * so that a message which only waits carries none of this.
 */
export class Delivery<Body> implements Deadline {
  readonly message: StoredMessage<Body>;
  /** Of two visibility timeouts that end together, the older message's ends first. */
  readonly order: number;
  /** When the latest visibility timeout ends, in epoch milliseconds. */
  dueAt = 0;
  /** −1 unless the message is in flight. */
  heapIndex = -1;
  /** The latest receipt handle, and the only one that counts (F30). */
  receiptHandle = '';
  /** The message's place in the {@link ReceiptTable}. */
  readonly slot: number;
  receiveCount = 0;
  readonly firstReceivedAt: number;
  receivedAt: number;

  constructor(message: StoredMessage<Body>, slot: number, now: number) {
    this.message = message;
    this.order = message.count;
    this.slot = slot;
    this.firstReceivedAt = now;
    this.receivedAt = now;
  }
}
