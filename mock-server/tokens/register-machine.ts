import type { Handler } from '../operation.ts';
import { tokenSpent } from './refusals.ts';

/** `POST /v1/machines/register`: a single-use token becomes a service token (contract.md §4). */
export const registerMachine: Handler<'registerMachine'> = async (
  { body, caller: { token } },
  { ids, store, tokens },
) => {
  const { org_id } = token;
  if (!(await tokens.spend(token))) throw tokenSpent();
  const machine = await store.machines.register({
    org_id,
    id: ids.uuid(),
    fingerprint: body.machine_id,
  });
  const name = `machine ${machine.id}`;
  const { raw } = await tokens.mint({ org_id, type: 'service', name });
  return { machine_id: machine.id, org_id, service_token: raw };
};
