import { MACHINE_REGISTRATION } from '../../examples.ts';
import { CREDENTIALS, VECTORS_ORG } from '../credentials.ts';
import { exchange, refusal, type Exchange } from '../exchange.ts';

const { enrollment, install, spent } = CREDENTIALS;
const body = MACHINE_REGISTRATION;

const registered: Partial<Exchange['response']> = {
  body: {
    machine_id: 'c1a9b7d2-6f0e-4d3b-8a55-2e7f90b1c3d4',
    org_id: VECTORS_ORG,
    service_token: 'qt_deploy_00112233445566778899aabbccddeeff',
  },
  varies: ['/machine_id', '/service_token'],
};

export const machineExchanges: readonly Exchange[] = [
  exchange(
    'registerMachine',
    'a body that is refused does not spend the token',
    { token: install.raw, body: {} },
    refusal('validation_failed', [['/machine_id', 'invalid_type']]),
  ),
  exchange('registerMachine', 'with an install token', { token: install.raw, body }, registered),
  exchange(
    'registerMachine',
    'with the same token again',
    { token: install.raw, body },
    refusal('token_spent'),
  ),
  exchange(
    'registerMachine',
    'the same machine, with an enrollment token',
    { token: enrollment.raw, body },
    registered,
  ),
  exchange(
    'registerMachine',
    'with a token that was spent long ago',
    { token: spent.raw, body },
    refusal('token_spent'),
  ),
];
