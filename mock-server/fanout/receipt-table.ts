import { Delivery } from './delivery.ts';
import { FifoError } from './fifo-error.ts';
import type { StoredMessage } from './stored-message.ts';

const RECEIPT_HANDLE = /^(\d+)#(\d+)#(\d+)$/;

/**
 * Finds the message of a receipt handle in O(1).
 *
 * A message gets a slot at its first receive and keeps it until it leaves the queue. A handle reads
 * `slot#message#receive`: the slot to look in, the message that must be found there, and the how-
 * manyeth receive of it this was.
 */
export class ReceiptTable<Body> {
  readonly #slots: (Delivery<Body> | undefined)[] = [];
  readonly #freeSlots: number[] = [];

  /** Notes one more receive of a message, under a new handle. */
  issue(message: StoredMessage<Body>, now: number): Delivery<Body> {
    const delivery = message.delivery ?? this.#open(message, now);
    delivery.receiveCount += 1;
    delivery.receivedAt = now;
    delivery.receiptHandle = `${delivery.slot}#${message.count}#${delivery.receiveCount}`;
    return delivery;
  }

  /** The delivery that a handle stands for, as long as its visibility timeout runs. */
  findInFlight(receiptHandle: string): Delivery<Body> | undefined {
    const delivery = this.#slots[Number.parseInt(receiptHandle, 10)];
    return delivery?.receiptHandle === receiptHandle && delivery.heapIndex >= 0
      ? delivery
      : undefined;
  }

  /**
   * The delivery that a handle stands for; `undefined` when its message has left the queue.
   *
   * @throws FifoError `ReceiptHandleIsInvalid` for a text that is no handle; `InvalidParameterValue`
   * for a handle that has expired: its visibility timeout is over (F30).
   */
  find(receiptHandle: string): Delivery<Body> | undefined {
    return this.findInFlight(receiptHandle) ?? this.#explainMissing(receiptHandle);
  }

  /** Gives the slot of a message that leaves the queue to the next one. */
  release(delivery: Delivery<Body>): void {
    this.#slots[delivery.slot] = undefined;
    this.#freeSlots.push(delivery.slot);
  }

  #open(message: StoredMessage<Body>, now: number): Delivery<Body> {
    const slot = this.#freeSlots.pop() ?? this.#slots.length;
    const delivery = new Delivery(message, slot, now);
    this.#slots[slot] = delivery;
    message.delivery = delivery;
    return delivery;
  }

  #explainMissing(receiptHandle: string): undefined {
    const [, slot, message] = RECEIPT_HANDLE.exec(receiptHandle) ?? [];
    if (slot === undefined) {
      throw new FifoError(
        'ReceiptHandleIsInvalid',
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle: ` +
          'pass the receiptHandle of a received message.',
      );
    }
    if (this.#slots[Number(slot)]?.message.count !== Number(message)) return undefined;
    throw new FifoError(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle ` +
        'has expired. Delete a message, or extend its visibility timeout, before the timeout ends.',
    );
  }
}
