import { LIMITS } from '../../../../spec/limits.ts';
import type { OperationId } from '../../../../spec/operations.ts';
import { checkRefusal } from '../../check-answer.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Trial } from '../../trial.ts';
import { authorizedRequest } from '../authorized-request.ts';
import { needsOf } from '../needs.ts';
import { sendTooLarge } from '../send-too-large.ts';
import { padded } from '../padded.ts';

/** 413: a byte too much. Documented for `ingestEvents` alone, whose limits are in limits.ts. */
export function tooLarge(operation: OperationId): ConformanceCase[] {
  if (operation === 'ingestEvents') return [];
  return [
    {
      id: `${operation}/refusals/too-large`,
      operation,
      title: `a body of ${LIMITS.bodyBytes + 1} bytes is refused`,
      basis: 'decided',
      needs: needsOf(operation),
      async run(trial: Trial) {
        const request = await authorizedRequest(operation, trial);
        const body = padded(request.body as object, LIMITS.bodyBytes + 1);
        const answer = await sendTooLarge(trial, operation, { ...request, body });
        if (answer) checkRefusal(answer, 'payload_too_large', trial);
      },
    },
  ];
}
