import { ConnectionReset } from './control/faults/connection-reset.ts';
import { requestFacts } from './request-facts.ts';
import { dispatch } from './dispatch.ts';
import { failure, success } from './http/respond.ts';
import type { Services } from './operation.ts';
import type { Processing } from './processing/processing.ts';

/**
 * Answers a request to the product, and notes in journal and metrics what became of it.
 * @throws ConnectionReset when a fault resets the connection; the reason of the request's own signal
 * when the caller gave up
 */
export async function answer(
  request: Request,
  requestId: string,
  services: Services,
  processing: Processing,
): Promise<Response> {
  const { clock, journal, metrics } = services;
  const facts = requestFacts(request, requestId, clock.now());
  let response: Response | undefined;
  let error: unknown;
  try {
    const outcome = await dispatch(request, facts, services, processing);
    response = success(outcome, request.method, requestId);
  } catch (thrown) {
    error = thrown;
    if (!(error instanceof ConnectionReset)) response = failure(error, request.method, requestId);
  }
  const status = response?.status ?? null;
  const duration_ms = clock.now() - facts.at;
  journal.record(facts, { status, duration_ms, error });
  metrics.request(facts.operation, status, duration_ms, facts.counts);
  if (!response) throw request.signal.aborted ? request.signal.reason : error;
  return response;
}
