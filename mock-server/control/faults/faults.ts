import type { Clock } from '../../clock/index.ts';
import type { Message } from '../../fanout/envelope.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Outcome } from '../../http/respond.ts';
import { validate } from '../../http/validate.ts';
import { sha256Hex } from '../../sha256.ts';
import { bearerOf } from '../../tokens/bearer.ts';
import { Fault, type StoredFault } from './fault.ts';
import { directiveOf } from './fault-directive.ts';
import { FaultRule } from './fault-rule.ts';
import { Holds } from './holds.ts';
import { inject, type Injection } from './inject.ts';
import { MessageFaults } from './message-faults.ts';
import type { RequestFacts } from '../../request-facts.ts';

/** How many rules there may be at once. */
const MOST_RULES = 1_000;

/**
 * Faults that were asked for: by rule, by request header, by query parameter. A request that asks for
 * one itself gets that and no other; else the first rule in order of creation that matches and is
 * not spent applies, alone. Faults come after authentication and validation: a request that would be
 * refused is refused.
 *
 * Delays follow the server's clock: a frozen one holds the request, or the queue, until it is
 * advanced. When the faults are cleared or the server closes, what is held goes on at once.
 */
export class Faults {
  readonly #faults = new Map<string, Fault>();
  readonly #holds: Holds;
  readonly #ofMessages: MessageFaults;
  #made = 0;

  constructor(clock: Clock) {
    this.#holds = new Holds(clock);
    this.#ofMessages = new MessageFaults(this.#holds);
  }

  /**
   * Adds a rule.
   * @throws ApiError `validation_failed` for a rule that breaks {@link FaultRule}, `conflict` when
   * there are 1,000 rules that can still apply
   */
  add(rule: FaultRule): StoredFault {
    validate(FaultRule, rule);
    this.#makeRoom();
    const fault = new Fault(`fault-${++this.#made}`, structuredClone(rule));
    this.#faults.set(fault.id, fault);
    if (fault.queue !== undefined) this.#ofMessages.add(fault);
    return fault.view();
  }

  /** Every rule in order of creation, with its hits; one that is spent stays until it is removed. */
  list(): StoredFault[] {
    return [...this.#faults.values()].map((fault) => fault.view());
  }

  /** Takes a rule back, also from what it holds. @returns whether there was one of this id */
  remove(id: string): boolean {
    const fault = this.#faults.get(id);
    if (fault) this.#drop(fault);
    return fault !== undefined;
  }

  /**
   * Takes all rules back and lets go what is held; of one org: the rules that are bound to it, and what
   * of it is held by any rule.
   */
  clear(orgId?: string): void {
    for (const fault of this.#faults.values()) {
      if (orgId === undefined || fault.orgId === orgId) this.#drop(fault);
    }
    if (orgId === undefined) this.#holds.release();
    else this.#holds.releaseOrg(orgId);
  }

  /** Lets go what is held, and from now on holds nothing. */
  close(): void {
    this.#holds.close();
  }

  /**
   * Answers a request, with the fault that is meant for it.
   * @throws ApiError the answer that a fault asks for, or `validation_failed` for a request that asks
   * for a fault in words that cannot be read
   * @throws ConnectionReset when the connection is to be reset, or the caller gave up during a delay
   */
  async around(
    request: Request,
    facts: RequestFacts,
    answer: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const injection = this.#meantFor(request, facts);
    if (injection === undefined) return answer();
    facts.faults = [injection.by];
    return inject(injection, answer);
  }

  /**
   * Called before a processor gets messages: waits where the queue is to be slow, throws where one of
   * them is to fail. Whether a message fails is decided once per delivery, so that it fails again, and
   * alone, when the messages of a batch are tried one by one.
   */
  async beforeProcessing(queue: string, messages: readonly Message[]): Promise<void> {
    if (this.#ofMessages.none) return;
    await this.#ofMessages.before(queue, messages);
  }

  #meantFor(request: Request, facts: RequestFacts): Injection | undefined {
    const directive = directiveOf(request.headers, facts.path);
    if (directive) {
      const { effects, text: by } = directive;
      const delayMs = Number(effects.delay_ms ?? 0);
      return { effects, by, hold: this.#hold(delayMs, request, facts) };
    }
    if (this.#faults.size === 0) return undefined;
    // The row of a JWT has no hash.
    const tokenHash = () => facts.token_hash ?? hashOfBearer(request.headers.get('authorization'));
    for (const fault of this.#faults.values()) {
      if (!fault.isForRequest(facts, tokenHash)) continue;
      const { rule: effects, summary: by } = fault;
      return { effects, by, hold: this.#hold(fault.apply(), request, facts, fault) };
    }
    return undefined;
  }

  #hold(
    delayMs: number,
    { signal }: Request,
    { org_id }: RequestFacts,
    fault?: Fault,
  ): Injection['hold'] {
    if (delayMs === 0) return undefined;
    const orgs = new Set(org_id === null ? [] : [org_id]);
    return () => this.#holds.hold(delayMs, orgs, fault, signal);
  }

  #makeRoom(): void {
    if (this.#faults.size < MOST_RULES) return;
    const spent = [...this.#faults.values()].find((fault) => fault.spent);
    if (spent === undefined) {
      throw new ApiError(
        'conflict',
        `There are ${MOST_RULES} faults already; remove some, or clear them all`,
      );
    }
    this.#drop(spent);
  }

  #drop(fault: Fault): void {
    this.#faults.delete(fault.id);
    this.#ofMessages.delete(fault);
    this.#holds.releaseOf(fault);
  }
}

function hashOfBearer(header: string | null): string | null {
  const raw = bearerOf(header);
  return raw === undefined ? null : sha256Hex(raw);
}
