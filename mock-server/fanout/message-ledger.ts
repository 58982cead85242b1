import { DeadlineHeap } from '../clock/deadline-heap.ts';
import { AgeOrder } from './age-order.ts';
import type { Delivery } from './delivery.ts';
import { LinkedList } from './linked-list.ts';
import { MessageGroup } from './message-group.ts';
import type { Acknowledged } from './port.ts';
import { ReceiptTable } from './receipt-table.ts';
import type { StoredMessage } from './stored-message.ts';

/** A FIFO queue has at most this many messages in flight; beyond it a receive gets nothing (F35). */
const IN_FLIGHT_LIMIT = 120_000;

/** As many groups without a message are kept, since a group that had one will likely have another. */
const EMPTY_GROUPS_KEPT = 10_000;

/** What a {@link MessageLedger} needs to know. Durations in milliseconds. */
export interface LedgerOptions<Body> {
  readonly delayMs: number;
  readonly retentionMs: number;
  /** After this many receives a message is buried instead of delivered again (F40). */
  readonly maxReceiveCount: number;
  /** Whether there is somewhere to bury it. */
  readonly canBury: () => boolean;
  /** Takes a message that has just been removed. */
  readonly bury: (message: StoredMessage<Body>, now: number) => void;
}

/**
 * Which messages a queue holds, and which of them may go out next. It knows nothing of requests,
 * promises or timers: every method happens at the instant that it is given.
 *
 * A message is delayed, visible or in flight. A group that has a message to give stands in the list
 * of ready groups; `#review` keeps that true after every change. Each operation costs O(1) per
 * message, or O(log n) in the number of messages in flight, however many messages wait.
 */
export class MessageLedger<Body> {
  readonly #options: LedgerOptions<Body>;
  readonly #groups = new Map<string, MessageGroup<Body>>();
  readonly #readyGroups = new LinkedList<MessageGroup<Body>>();
  readonly #delayed = new LinkedList<StoredMessage<Body>>();
  readonly #inFlight = new DeadlineHeap<Delivery<Body>>();
  readonly #receipts = new ReceiptTable<Body>();
  readonly #ages = new AgeOrder<StoredMessage<Body>>();
  #size = 0;
  #delayedCount = 0;
  #expiredCount = 0;
  #emptyGroupCount = 0;

  constructor(options: LedgerOptions<Body>) {
    this.#options = options;
  }

  /** How many messages there are, in whichever state. */
  get size(): number {
    return this.#size;
  }

  get delayedCount(): number {
    return this.#delayedCount;
  }

  get inFlightCount(): number {
    return this.#inFlight.size;
  }

  /** Messages that were received too rarely or too late, and outlived the retention period (F36). */
  get expiredCount(): number {
    return this.#expiredCount;
  }

  get oldest(): StoredMessage<Body> | undefined {
    return this.#ages.oldest;
  }

  get hasDeliverable(): boolean {
    return this.#readyGroups.first !== undefined && this.#inFlight.size < IN_FLIGHT_LIMIT;
  }

  /** The messages that came in first, first. */
  messages(): Iterable<StoredMessage<Body>> {
    return this.#ages;
  }

  /** Takes in a message, delayed if the queue delays. */
  add(message: StoredMessage<Body>): void {
    this.#size += 1;
    this.#ages.append(message);
    if (this.#options.delayMs === 0) {
      this.#join(message);
    } else {
      this.#delayed.append(message);
      this.#delayedCount += 1;
    }
  }

  /** Takes in a message without delay. */
  addVisible(message: StoredMessage<Body>): void {
    this.#size += 1;
    this.#ages.append(message);
    this.#join(message);
  }

  /** Lets happen what time alone brings about: the end of delays, visibility timeouts, retention. */
  settle(now: number): void {
    const { delayMs, retentionMs } = this.#options;
    for (let due = this.#inFlight.first; due !== undefined && due.dueAt <= now;) {
      this.release(due);
      due = this.#inFlight.first;
    }
    for (let first = this.#delayed.first; first !== undefined && first.sentAt + delayMs <= now;) {
      this.#delayed.remove(first);
      this.#delayedCount -= 1;
      this.#join(first);
      first = this.#delayed.first;
    }
    for (let old = this.#ages.oldest; old !== undefined && old.sentAt + retentionMs <= now;) {
      this.remove(old);
      this.#expiredCount += 1;
      old = this.#ages.oldest;
    }
  }

  /** The next instant at which a message becomes visible by itself; `Infinity` when none will. */
  get nextVisibleAt(): number {
    const delayed = this.#delayed.first;
    return Math.min(
      this.#inFlight.first?.dueAt ?? Infinity,
      delayed === undefined ? Infinity : delayed.sentAt + this.#options.delayMs,
    );
  }

  /** When the oldest message will have outlived the retention period; `Infinity` without one. */
  get nextExpiryAt(): number {
    const { oldest } = this.#ages;
    return oldest === undefined ? Infinity : oldest.sentAt + this.#options.retentionMs;
  }

  /**
   * Puts up to `limit` messages in flight: as many as possible of the group that has been ready for
   * longest, then of the next (F20, F29); of each the ones before its first message in flight (F25).
   */
  take(limit: number, visibilityMs: number, now: number): Delivery<Body>[] {
    const taken: Delivery<Body>[] = [];
    const room = Math.min(limit, IN_FLIGHT_LIMIT - this.#inFlight.size);
    while (taken.length < room) {
      const group = this.#readyGroups.shift();
      if (group === undefined) break;
      group.isReady = false;
      let message = group.first;
      while (message !== undefined && taken.length < room && !message.isInFlight) {
        const { next } = message;
        if (this.#isExhausted(message)) {
          // It makes way at once: the group goes on without it, in this very receive (F42).
          this.#detach(message);
          this.#options.bury(message, now);
        } else {
          taken.push(this.#send(message, now + visibilityMs, now));
        }
        message = next;
      }
      this.#review(group);
    }
    // A timeout of 0 s is over as soon as it begins (F27).
    if (visibilityMs === 0) this.settle(now);
    return taken;
  }

  /** See {@link ReceiptTable.findInFlight}. */
  findInFlight(acknowledged: Acknowledged): Delivery<Body> | undefined {
    return this.#receipts.findInFlight(acknowledged);
  }

  /** See {@link ReceiptTable.find}. */
  find(acknowledged: Acknowledged): Delivery<Body> | undefined {
    return this.#receipts.find(acknowledged);
  }

  /** Moves the end of a visibility timeout. */
  extend(delivery: Delivery<Body>, dueAt: number): void {
    this.#inFlight.move(delivery, dueAt);
  }

  /** Makes a message in flight visible, in its old place in its group (F26). */
  release(delivery: Delivery<Body>): void {
    this.#inFlight.remove(delivery);
    this.#review(delivery.message.group!);
  }

  /** Takes a message out, in whichever state it is. */
  remove(message: StoredMessage<Body>): void {
    const { group } = message;
    this.#detach(message);
    if (group !== undefined) this.#review(group);
  }

  clear(): void {
    for (let message = this.#ages.oldest; message !== undefined; message = this.#ages.oldest) {
      this.remove(message);
    }
  }

  #isExhausted(message: StoredMessage<Body>): boolean {
    return message.receiveCount >= this.#options.maxReceiveCount && this.#options.canBury();
  }

  #send(message: StoredMessage<Body>, dueAt: number, now: number): Delivery<Body> {
    const delivery = this.#receipts.issue(message, now, dueAt);
    this.#inFlight.add(delivery);
    return delivery;
  }

  #join(message: StoredMessage<Body>): void {
    const id = message.messageGroupId;
    let group = this.#groups.get(id);
    if (group === undefined) {
      this.#sweepGroups();
      group = new MessageGroup(id);
      this.#groups.set(id, group);
    } else if (group.first === undefined) {
      this.#emptyGroupCount -= 1;
    }
    message.group = group;
    group.append(message);
    // Behind another message it changes nothing, visible or not (F21).
    if (group.first === message) this.#review(group);
  }

  #detach(message: StoredMessage<Body>): void {
    const { group, delivery } = message;
    this.#size -= 1;
    this.#ages.remove(message);
    if (delivery !== undefined) {
      if (delivery.heapIndex >= 0) this.#inFlight.remove(delivery);
      this.#receipts.release(delivery);
    }
    if (group === undefined) {
      this.#delayed.remove(message);
      this.#delayedCount -= 1;
    } else {
      group.remove(message);
      if (group.first === undefined) this.#emptyGroupCount += 1;
    }
  }

  /** Forgets the groups without a message when there are many: rarely enough to cost O(1) each. */
  #sweepGroups(): void {
    if (this.#emptyGroupCount < Math.max(EMPTY_GROUPS_KEPT, this.#groups.size / 2)) return;
    for (const group of this.#groups.values()) {
      if (group.first === undefined) this.#groups.delete(group.id);
    }
    this.#emptyGroupCount = 0;
  }

  /** Brings a group's place among the ready ones in line with what it has to give. */
  #review(group: MessageGroup<Body>): void {
    const { hasDeliverable } = group;
    if (hasDeliverable !== group.isReady) {
      group.isReady = hasDeliverable;
      if (hasDeliverable) this.#readyGroups.append(group);
      else this.#readyGroups.remove(group);
    }
  }
}
