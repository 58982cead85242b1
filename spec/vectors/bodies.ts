import type { SchemaVectors } from './body-vector.ts';
import { alertVectors } from './bodies/alerts.ts';
import { errorVectors } from './bodies/errors.ts';
import { eventVectors } from './bodies/events.ts';
import { ingestVectors } from './bodies/ingest.ts';
import { machineVectors } from './bodies/machines.ts';
import { probeVectors } from './bodies/probes.ts';
import { recordVectors } from './bodies/records.ts';
import { reportVectors } from './bodies/reports.ts';
import { sessionVectors } from './bodies/sessions.ts';
import { tokenVectors } from './bodies/tokens.ts';

export type { BodyVector, RefusedVector, SchemaVectors } from './body-vector.ts';

/** For every schema of the contract: bodies that it accepts, and bodies that it refuses, with the reasons. */
export const bodyVectors: readonly SchemaVectors[] = [
  ...ingestVectors,
  ...eventVectors,
  ...reportVectors,
  ...machineVectors,
  ...tokenVectors,
  ...sessionVectors,
  ...recordVectors,
  ...alertVectors,
  ...errorVectors,
  ...probeVectors,
];
