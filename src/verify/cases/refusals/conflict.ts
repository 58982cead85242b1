import type { OperationId } from '../../../../spec/operations.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Trial } from '../../trial.ts';
import { authorizedRequest } from '../authorized-request.ts';
import { minted, revoked } from '../minted.ts';

/** 409: what the state of things forbids. Only `rotateToken` has it. */
export function conflict(operation: OperationId): ConformanceCase[] {
  const rotation = { operation, basis: 'decided' as const, needs: ['jwt'] as const };
  return [
    {
      ...rotation,
      id: `${operation}/refusals/no-service-token`,
      title: 'a token that is no service token cannot be rotated',
      async run(trial: Trial) {
        const { id } = await minted(trial, 'personal');
        await trial.refuse(operation, { id }, 'conflict');
        await revoked(trial, { id });
      },
    },
    {
      ...rotation,
      id: `${operation}/refusals/revoked-token`,
      title: 'a token that was revoked cannot be rotated',
      async run(trial: Trial) {
        const { id } = await minted(trial);
        await trial.succeed('revokeToken', { id });
        await trial.refuse(operation, { id }, 'conflict');
      },
    },
    {
      ...rotation,
      id: `${operation}/refusals/rotated-token`,
      title: 'a token that was rotated cannot be rotated again',
      async run(trial: Trial) {
        const { id } = await minted(trial);
        const body = { grace_seconds: 60 };
        const successor = await trial.succeed('rotateToken', { id, body });
        await trial.refuse(operation, { id, body }, 'conflict');
        await revoked(trial, successor);
        await revoked(trial, { id });
      },
    },
  ];
}

/** 409: a single-use token that was used. Only `registerMachine` has it. */
export function tokenSpent(operation: OperationId): ConformanceCase[] {
  return [
    {
      id: `${operation}/refusals/spent-token`,
      operation,
      title: 'a registration token that was used before is refused',
      // That such a token can be minted is decided; tokens.ts tries one that is given.
      basis: 'decided',
      needs: ['jwt'],
      async run(trial: Trial) {
        const request = await authorizedRequest(operation, trial);
        await trial.succeed(operation, request);
        await trial.refuse(operation, request, 'token_spent');
      },
    },
  ];
}
