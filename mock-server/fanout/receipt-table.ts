import { Delivery } from './delivery.ts';
import { FifoError } from './fifo-error.ts';
import type { Acknowledged } from './port.ts';
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
  issue(message: StoredMessage<Body>, now: number, dueAt: number): Delivery<Body> {
    const earlier = message.delivery;
    const slot = earlier?.slot ?? this.#freeSlots.pop() ?? this.#slots.length;
    const delivery = new Delivery(message, earlier, slot, now, dueAt);
    this.#slots[slot] = delivery;
    message.delivery = delivery;
    return delivery;
  }

  /** The delivery that is acknowledged, as long as its visibility timeout runs. */
  findInFlight(acknowledged: Acknowledged): Delivery<Body> | undefined {
    // Whoever hands in the delivery itself spares both sides the writing and reading of its handle.
    if (acknowledged instanceof Delivery) {
      const isOurs = this.#slots[acknowledged.slot] === acknowledged;
      return isOurs && acknowledged.heapIndex >= 0 ? acknowledged : undefined;
    }
    const handle = handleOf(acknowledged);
    const delivery = this.#slots[Number.parseInt(handle, 10)];
    return delivery?.receiptHandle === handle && delivery.heapIndex >= 0 ? delivery : undefined;
  }

  /**
   * The delivery that is acknowledged; `undefined` when its message has left the queue.
   *
   * @throws FifoError `ReceiptHandleIsInvalid` for a text that is no handle; `InvalidParameterValue`
   * for a handle that has expired: its visibility timeout is over (F30).
   */
  find(acknowledged: Acknowledged): Delivery<Body> | undefined {
    return this.findInFlight(acknowledged) ?? this.#explainMissing(handleOf(acknowledged));
  }

  /** Gives the slot of a message that leaves the queue to the next one. */
  release(delivery: Delivery<Body>): void {
    this.#slots[delivery.slot] = undefined;
    this.#freeSlots.push(delivery.slot);
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

/** The receipt handle of what is acknowledged. */
export function handleOf(acknowledged: Acknowledged): string {
  return typeof acknowledged === 'string' ? acknowledged : acknowledged.receiptHandle;
}
