import { Deviation, NotSent } from '../deviation.ts';
import type { Answer } from '../exchange.ts';
import type { OperationId } from '../../../spec/operations.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';

/**
 * Sends a request that is too large. A server may answer and hang up while the body is still on its way;
 * then some clients see no answer at all.
 * @returns `undefined` where the connection broke, which is noted
 */
export async function sendTooLarge(
  trial: Trial,
  operation: OperationId,
  sending: Sending,
): Promise<Answer | undefined> {
  try {
    return await trial.send(operation, sending);
  } catch (error) {
    if (!(error instanceof Deviation) || error instanceof NotSent) throw error;
    trial.prefer(false, error.expected, error.actual);
    return undefined;
  }
}
