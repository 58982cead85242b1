import type { Handler } from '../operation.ts';
import { tokenSpent } from './authenticate.ts';

/** `POST /v1/machines/register`: a single-use token becomes a service token (contract.md §4). */
export const registerMachine: Handler<'registerMachine'> = async (
  { body, token },
  { ids, store, tokens },
) => {
  const { org_id } = token;
  if (!(await tokens.spend(token))) throw tokenSpent();
  const machine = await store.machines.register({
    org_id,
    id: ids.uuid(),
    fingerprint: body.machine_id,
  });
  const service_token = await tokens.mint({
    org_id,
    type: 'service',
    name: `machine ${machine.id}`,
  });
  return { machine_id: machine.id, org_id, service_token };
};
