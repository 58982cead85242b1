import { type Message, orgOf } from '../../fanout/envelope.ts';
import type { Fault } from './fault.ts';
import type { Holds } from './holds.ts';

/** What is to happen to one delivery of a message. */
interface Decision {
  readonly fault: Fault;
  /** What its processor is to throw. */
  readonly fail: string | undefined;
  /** 0 once it has been waited. */
  delayMs: number;
}

/** The faults of processors and queues. */
export class MessageFaults {
  readonly #holds: Holds;
  readonly #faults = new Set<Fault>();
  /** Each delivery of a message is an object of its own; `undefined` where nothing is to happen. */
  readonly #decisions = new WeakMap<Message, Decision | undefined>();

  constructor(holds: Holds) {
    this.#holds = holds;
  }

  get none(): boolean {
    return this.#faults.size === 0;
  }

  add(fault: Fault): void {
    this.#faults.add(fault);
  }

  delete(fault: Fault): void {
    this.#faults.delete(fault);
  }

  /**
   * Waits as long as the longest delay that is due to one of the messages. A delay beyond the queue's
   * visibility timeout makes the messages come again, as on AWS.
   * @throws Error what the processor of the first of them that is to fail throws
   */
  async before(queue: string, messages: readonly Message[]): Promise<void> {
    let longest: Decision | undefined;
    let delayMs = 0;
    let failing: Decision | undefined;
    for (const message of messages) {
      const decision = this.#decide(queue, message);
      if (decision === undefined) continue;
      if (decision.delayMs > delayMs) {
        longest = decision;
        delayMs = decision.delayMs;
      }
      decision.delayMs = 0;
      if (decision.fail === undefined) continue;
      failing = decision;
      // Those behind it are decided when it is their turn: it may not come in this delivery.
      break;
    }
    if (longest) {
      const orgs = new Set(messages.map(({ body }) => orgOf(body)));
      await this.#holds.hold(delayMs, orgs, longest.fault);
    }
    // It may have been taken back meanwhile.
    if (failing && this.#faults.has(failing.fault)) throw new Error(failing.fail);
  }

  #decide(queue: string, message: Message): Decision | undefined {
    if (this.#decisions.has(message)) {
      const decision = this.#decisions.get(message);
      return decision && this.#faults.has(decision.fault) ? decision : undefined;
    }
    let decision: Decision | undefined;
    for (const fault of this.#faults) {
      if (!fault.isForMessage(queue, message)) continue;
      decision = { fault, fail: fault.rule.fail, delayMs: fault.apply() };
      break;
    }
    this.#decisions.set(message, decision);
    return decision;
  }
}
