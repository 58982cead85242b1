import { MACHINE_REGISTRATION } from '../../examples.ts';
import { LIMITS } from '../../limits.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';
import { LONGEST_NAME, TOO_LONG_NAME } from './text.ts';

const REGISTERED = {
  machine_id: 'c1a9b7d2-6f0e-4d3b-8a55-2e7f90b1c3d4',
  org_id: 'org_local',
  service_token: 'qt_deploy_YOUR_TOKEN',
};

export const machineVectors: readonly SchemaVectors[] = [
  {
    schema: 'MachineRegistration',
    valid: [
      valid('what the public daemon sends', MACHINE_REGISTRATION),
      valid('the required field alone', { machine_id: 'm' }),
      valid(`a machine_id of ${LIMITS.nameLength} characters`, { machine_id: LONGEST_NAME }),
      valid('from next year', { ...MACHINE_REGISTRATION, os: 'plan9', tpm: { present: true } }),
    ],
    refused: [
      ...noObject(),
      ...lacking(MACHINE_REGISTRATION, { machine_id: 'invalid_type' }),
      refused('an empty machine_id', { machine_id: '' }, ['/machine_id', 'too_small']),
      refused(
        `a machine_id of ${LIMITS.nameLength + 1} characters`,
        { machine_id: TOO_LONG_NAME },
        ['/machine_id', 'too_big'],
      ),
      refused('a hostname that is null', { ...MACHINE_REGISTRATION, hostname: null }, [
        '/hostname',
        'invalid_type',
      ]),
    ],
  },
  {
    schema: 'RegisteredMachine',
    valid: [
      valid('a machine', REGISTERED),
      valid('from next year', { ...REGISTERED, policy: { version: 9 } }),
    ],
    refused: [
      ...noObject(),
      ...lacking(REGISTERED, {
        machine_id: 'invalid_type',
        org_id: 'invalid_type',
        service_token: 'invalid_type',
      }),
      refused(
        'the fingerprint for the id',
        { ...REGISTERED, machine_id: MACHINE_REGISTRATION.machine_id },
        ['/machine_id', 'invalid_format'],
      ),
    ],
  },
];
