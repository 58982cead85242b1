import { VirtualClock } from '../../../../mock-server/index.ts';
import { Faults } from '../../../../mock-server/control/faults/faults.ts';
import { type RequestFacts, requestFacts } from '../../../../mock-server/request-facts.ts';
import { ApiError } from '../../../../mock-server/http/api-error.ts';
import type { Outcome } from '../../../../mock-server/http/respond.ts';

/** What is known of a request. */
export function factsOf(
  more: Partial<RequestFacts> = {},
  url = 'http://mock/health',
): RequestFacts {
  return { ...requestFacts(new Request(url), 'request', 0), ...more };
}

/** An answer, and how often it was asked for. */
export function answering(outcome: Outcome): { (): Promise<Outcome>; readonly taken: number } {
  let taken = 0;
  const answer = async () => {
    taken++;
    return outcome;
  };
  return Object.defineProperty(answer, 'taken', { get: () => taken }) as typeof answer & {
    readonly taken: number;
  };
}

/** What came of a request; status 0 when its connection was reset. */
export interface Sent {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly outcome?: Outcome;
  readonly error?: unknown;
}

/** Faults, around a request that would be answered 200. */
export function startFaults() {
  const clock = new VirtualClock();
  const faults = new Faults(clock);
  const usual = answering({ status: 200, body: {} });
  const send = async (
    facts: Partial<RequestFacts> = {},
    init: RequestInit = {},
    answer: () => Promise<Outcome> = usual,
  ): Promise<Sent> => {
    const url = `http://mock${facts.path ?? '/health'}`;
    const known = 'faults' in facts ? (facts as RequestFacts) : factsOf(facts, url);
    try {
      const outcome = await faults.around(new Request(url, init), known, answer);
      return { status: outcome.status, outcome };
    } catch (error) {
      if (!(error instanceof ApiError)) return { status: 0, error };
      const { status, code, message, headers } = error;
      return { status, code, message, headers, error };
    }
  };
  return { clock, faults, send, taken: () => usual.taken };
}
