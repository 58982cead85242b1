import { type Message, orgOf } from '../../fanout/envelope.ts';
import { sha256Hex } from '../../sha256.ts';
import { delays } from './fault-delay.ts';
import { queueNamed } from './fault-queue.ts';
import type { FaultRule } from './fault-rule.ts';
import type { RequestFacts } from '../../request-facts.ts';
import { speaksOf } from '../journal/request-sessions.ts';

type Match = NonNullable<FaultRule['match']>;

/** A rule as it is kept and shown: without the raw token. */
export type StoredFault = Omit<FaultRule, 'match'> & {
  readonly id: string;
  /** How many requests, or deliveries of a message, it has been applied to. */
  readonly hits: number;
  readonly match: Omit<Match, 'token'> & { readonly token_sha256?: string };
};

/** A rule, and how often it has been applied. */
export class Fault {
  readonly id: string;
  readonly rule: Omit<FaultRule, 'match'>;
  /** The queue whose messages it is for; none when it is for requests. */
  readonly queue: string | undefined;
  readonly #match: StoredFault['match'];
  readonly #nextDelay: (() => number) | undefined;
  #hits = 0;

  constructor(id: string, { match: { token, queue, ...match } = {}, ...rule }: FaultRule) {
    this.id = id;
    this.rule = rule;
    this.queue = queue === undefined ? undefined : queueNamed(queue);
    this.#match = {
      ...match,
      ...(this.queue !== undefined && { queue: this.queue }),
      ...(token !== undefined && { token_sha256: sha256Hex(token) }),
    };
    this.#nextDelay = rule.delay_ms === undefined ? undefined : delays(rule.delay_ms);
  }

  /** Whether it has been applied as often as it was to be. */
  get spent(): boolean {
    return this.#hits === this.rule.times;
  }

  /** The org that it is bound to. */
  get orgId(): string | undefined {
    return this.#match.org_id;
  }

  /** Which rule it is and what it does, in a few words. */
  get summary(): string {
    const { status, delay_ms, reset, truncate, when } = this.rule;
    const words = [
      status !== undefined && `status=${status}`,
      delay_ms !== undefined && 'delay',
      reset && 'reset',
      truncate !== undefined && `truncate=${truncate}`,
      when !== undefined && `when=${when}`,
    ];
    return `${this.id}: ${words.filter(Boolean).join('; ')}`;
  }

  /** Counts an application. @returns the delay that is due, in milliseconds */
  apply(): number {
    this.#hits++;
    return this.#nextDelay?.() ?? 0;
  }

  /** @param tokenHash gives the SHA-256 of the credential; asked only when the rule asks for it */
  isForRequest(facts: RequestFacts, tokenHash: () => string | null): boolean {
    const { operation, org_id, token_sha256, session_id } = this.#match;
    return (
      this.queue === undefined &&
      !this.spent &&
      (operation === undefined || facts.operation === operation) &&
      (org_id === undefined || facts.org_id === org_id) &&
      (token_sha256 === undefined || tokenHash() === token_sha256) &&
      (session_id === undefined || speaksOf(facts, session_id))
    );
  }

  isForMessage(queue: string, message: Message): boolean {
    const { org_id, session_id } = this.#match;
    return (
      this.queue === queue &&
      !this.spent &&
      (org_id === undefined || orgOf(message.body) === org_id) &&
      (session_id === undefined || message.messageGroupId === session_id)
    );
  }

  view(): StoredFault {
    return { id: this.id, hits: this.#hits, match: this.#match, ...this.rule };
  }
}
