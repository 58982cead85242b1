import { LIMITS } from '../../../spec/limits.ts';
import type { Forwarder, NewEvent } from '../../../src/forwarder/index.ts';
import { eventOfLine } from './event-of-line.ts';
import type { LeftOut } from './left-out.ts';
import type { Room } from './room.ts';

/** What lines are fed into, and who is told of it. */
interface Feeding {
  readonly forwarder: Forwarder;
  readonly room: Room;
  readonly leftOut: LeftOut;
  readonly say: (text: string) => void;
  /** Ends the wait for room. */
  readonly signal: AbortSignal;
}

/** Gives lines to the forwarder, as soon as there is room for them. */
export class Feeder {
  readonly #to: Feeding;
  #line = 0;
  #saidFull = false;
  /** Events that the forwarder would not take: left out, too, and counted by it as rejected. */
  refused = 0;

  constructor(to: Feeding) {
    this.#to = to;
    to.forwarder.on('rejected', ({ status, reason }) => {
      // By the server. The others are told while they are enqueued.
      if (status !== undefined) return;
      this.refused++;
      to.leftOut.add(this.#line, `is ${reason}`);
    });
  }

  /**
   * @param line `undefined` for one that is too long
   * @param nth its number, from 1
   */
  feed(line: Buffer | undefined, nth: number): Promise<void> | void {
    const { leftOut, room } = this.#to;
    const event = line ? eventOfLine(line) : `is longer than ${LIMITS.bodyBytes} bytes`;
    this.#line = nth;
    if (event === undefined) return;
    if (typeof event === 'string') return leftOut.add(nth, event);
    const { length } = line!;
    return room.lack ? this.#enqueueLater(event, length) : this.#enqueue(event, length);
  }

  #enqueue(event: NewEvent, bytes: number): void {
    this.#to.forwarder.enqueue(event);
    this.#to.room.take(bytes);
  }

  async #enqueueLater(event: NewEvent, bytes: number): Promise<void> {
    const { room, signal } = this.#to;
    for (let lack = room.lack; lack; lack = room.lack) {
      if (lack === 'file') this.#sayFull();
      await room.more(signal);
    }
    this.#enqueue(event, bytes);
  }

  #sayFull(): void {
    if (this.#saidFull) return;
    this.#saidFull = true;
    const { path } = this.#to.forwarder.flows().overflow;
    this.#to.say(`${path} is nearly full: the reading waits until the API takes what is in it`);
  }
}
