import type { Auth, OperationId } from '../../../../spec/operations.ts';
import type { TokenType } from '../../../../spec/schemas/token.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Trial } from '../../trial.ts';
import { basisOf } from '../basis.ts';
import { mintedToUse, revoked } from '../minted.ts';
import { operationOf } from '../operations.ts';
import { validRequest } from '../valid-request.ts';

/** Good credentials that each kind of operation refuses (contract.md §4). */
const REFUSED: Record<Auth, readonly (TokenType | 'jwt')[]> = {
  none: [],
  'deploy-token': ['install', 'enrollment', 'jwt'],
  'token-or-jwt': ['install', 'enrollment'],
  jwt: ['service', 'personal', 'install', 'enrollment'],
  'registration-token': ['service', 'personal', 'jwt'],
};

/** 403: a good credential of the wrong kind. Documented is only that tokens are managed by JWT alone. */
export function insufficientPermissions(operation: OperationId): ConformanceCase[] {
  const { auth } = operationOf(operation);
  return REFUSED[auth].map((type) => ({
    id: `${operation}/refusals/${type}-credential`,
    operation,
    title: `a ${type === 'jwt' ? 'JWT' : `token of type ${type}`} is of the wrong kind here`,
    basis: auth === 'jwt' && type === 'service' ? basisOf(operation) : 'decided',
    // A service token is there in any case: it is what the run is given.
    needs: type === 'service' ? [] : ['jwt'],
    async run(trial: Trial) {
      const request = validRequest(operation, trial);
      const refuse = (as: object) =>
        trial.refuse(operation, { ...request, ...as }, 'insufficient_permissions');
      if (type === 'jwt') return refuse({ as: 'jwt' });
      if (type === 'service') return refuse({ as: 'token' });
      const token = await mintedToUse(trial, type);
      await refuse({ credential: token.token });
      await revoked(trial, token);
    },
  }));
}
