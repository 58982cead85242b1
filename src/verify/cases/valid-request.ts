import { MACHINE_REGISTRATION } from '../../../spec/examples.ts';
import type { OperationId } from '../../../spec/operations.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { operationOf } from './operations.ts';

const BODIES: { readonly [id in OperationId]?: (trial: Trial) => object } = {
  ingestEvents: (trial) => ({ events: [trial.event()] }),
  ingestSession: ({ ids }) => ({
    session_id: ids.session(),
    state: 'active',
    timestamp: ids.time(0),
  }),
  registerMachine: ({ ids }) => ({ ...MACHINE_REGISTRATION, machine_id: ids.uuid() }),
  createToken: () => ({ name: 'verify' }),
  rotateToken: () => ({}),
};

/** A request to an operation with nothing wrong in it, but that a path's id names nothing. */
export function validRequest(operation: OperationId, trial: Trial): Sending {
  const body = BODIES[operation]?.(trial);
  return {
    ...(operationOf(operation).params && { id: trial.ids.uuid() }),
    ...(body && { body }),
  };
}
