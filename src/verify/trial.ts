import type { SuccessOf } from '../../generated/operations.ts';
import type { ErrorCode } from '../../spec/errors.ts';
import { operations, type OperationId } from '../../spec/operations.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';
import type { Allowance } from './allowance.ts';
import { checkRefusal, checkSuccess } from './check-answer.ts';
import type { CredentialName, Credentials } from './credentials.ts';
import { isOurs } from './decided.ts';
import { Deviation, Unprepared } from './deviation.ts';
import { EventStream } from './event-stream.ts';
import type { Answer, Exchange } from './exchange.ts';
import { eventually } from './eventually.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Requests } from './requests.ts';
import type { Sending } from './sending.ts';
import { told } from './told.ts';

/** What all trials of a run share. */
export interface Run {
  readonly requests: Requests;
  readonly ids: Ids;
  readonly random: Random;
  readonly credentials: Credentials;
  /** How long an effect is waited for. */
  readonly effects: Allowance;
}

/** Statuses of a refusal that judges what was sent: this may be what a case is about. */
const OF_CONTENT = new Set([400, 409, 422]);

/** What a case works with: requests, each of whose answers is held against the contract, and findings. */
export class Trial {
  readonly #run: Run;
  readonly #subject: OperationId;
  /** What is merely decided, and different. */
  readonly warnings: Deviation[] = [];
  #last: Exchange | undefined;

  /** @param subject the operation that the case is about */
  constructor(run: Run, subject: OperationId) {
    this.#run = run;
    this.#subject = subject;
  }

  get ids(): Ids {
    return this.#run.ids;
  }

  get random(): Random {
    return this.#run.random;
  }

  /** One of the run's credentials, which the case needs. */
  credential(name: CredentialName): string {
    return this.#run.credentials[name] ?? '';
  }

  /** A valid event of a session of its own, unless the fields say otherwise. */
  event(fields: Partial<QuintEvent> = {}): QuintEvent {
    return this.#run.ids.event(fields);
  }

  /** Sends a request and reads the answer, whatever it is. */
  async send(operation: OperationId, sending: Sending = {}): Promise<Answer> {
    const exchange = await this.#run.requests.send(operation, sending);
    this.#last = exchange;
    return exchange.answer!;
  }

  /**
   * Sends a request that must succeed.
   * @returns the body, held against the contract
   * @throws Unprepared when the server does not look at it, and the case is about another operation
   */
  async succeed<Id extends OperationId>(
    operation: Id,
    sending: Sending = {},
  ): Promise<SuccessOf<Id>> {
    const answer = await this.send(operation, sending);
    const { status } = answer;
    const isTaken = (status >= 200 && status < 300) || OF_CONTENT.has(status);
    // What no document shows, a server may lack.
    if (!isTaken && operation !== this.#subject && !isOurs(operation)) {
      throw new Unprepared(`${operations[operation].success.status}`, told(answer), this.#last);
    }
    return checkSuccess(operation, answer, this) as SuccessOf<Id>;
  }

  /**
   * Sends a request that must be refused. That it is is demanded (no good credential: with 401, one of
   * the wrong kind: with 401 or 403, nothing of that id: with 404); all else of it is decided.
   */
  async refuse(
    operation: OperationId,
    sending: Sending,
    code: ErrorCode,
    pointers?: readonly string[],
  ): Promise<Answer> {
    const answer = await this.send(operation, sending);
    checkRefusal(answer, code, this, pointers);
    return answer;
  }

  /** Demands that something holds. @param actual completes "but …" */
  expect(holds: boolean, expected: string, actual: string): asserts holds {
    if (!holds) throw new Deviation(expected, actual, this.#last);
  }

  /** The same of what this contract merely decided: notes a warning, and goes on. */
  prefer(holds: boolean, expected: string, actual: string): void {
    // What is looked at again and again is told once.
    const isTold = this.warnings.some(
      (earlier) => earlier.expected === expected && earlier.actual === actual,
    );
    if (!holds && !isTold) this.warnings.push(new Deviation(expected, actual, this.#last));
  }

  /**
   * Looks again and again until there is something.
   * @param expected what is waited for, completes "expected … within 10 s"
   * @param look resolves with `undefined` while it is not there
   */
  eventually<Found>(expected: string, look: () => Promise<Found | undefined>): Promise<Found> {
    return eventually(look, this.#run.effects, (within) => {
      return new Deviation(`${expected} within ${within}`, 'it was not so', this.#last);
    });
  }

  /** Opens the live stream; close it. */
  async stream(
    as: CredentialName = 'token',
    headers: Record<string, string> = {},
  ): Promise<EventStream> {
    const { exchange, response } = await this.#run.requests.openEndless('stream', { as, headers });
    this.#last = exchange;
    return new EventStream(response, exchange, this.#run.effects);
  }
}
