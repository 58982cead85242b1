import * as z from 'zod';
import { MACHINE_REGISTRATION } from '../examples.ts';
import { LIMITS } from '../limits.ts';
import { text, uuid } from './primitives.ts';

/** The body the public daemon sends. Decided: only `machine_id` is required, the rest describes. */
export const MachineRegistration = z
  .object({
    machine_id: z.string().min(1).max(LIMITS.nameLength).meta({
      description: "The machine's own fingerprint. Registering it again yields the same machine.",
    }),
    hostname: text('Host name.').optional(),
    os: text('Operating system, for example `darwin`.').optional(),
    arch: text('CPU architecture, for example `arm64`.').optional(),
    agent_version: text("The daemon's version.").optional(),
  })
  .meta({
    id: 'MachineRegistration',
    description: 'A machine introduces itself.',
    examples: [MACHINE_REGISTRATION],
  });
export type MachineRegistration = z.infer<typeof MachineRegistration>;

/** Documented: that a service token comes back. Decided: the names (contract.md §1). */
export const RegisteredMachine = z
  .object({
    machine_id: uuid("The cloud's id of the machine, not the fingerprint that was sent."),
    org_id: text('The organisation that the token belongs to.'),
    service_token: text('The token for later calls. Shown once.'),
  })
  .meta({ id: 'RegisteredMachine', description: 'The machine is registered.' });
export type RegisteredMachine = z.infer<typeof RegisteredMachine>;
