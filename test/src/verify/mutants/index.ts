import { childMutants } from './children.ts';
import { ingestMutants } from './ingest.ts';
import { limitMutants } from './limits.ts';
import { listMutants } from './lists.ts';
import type { Mutant } from './mutant.ts';
import { lossAndOrderMutants } from './loss-and-order.ts';
import { orgMutants } from './orgs.ts';
import { recordMutants } from './records.ts';
import { replyMutants } from './replies.ts';
import { resendMutants } from './resends.ts';
import { riskMutants } from './risks.ts';
import { sessionFilterMutants } from './session-filters.ts';
import { stateMutants } from './states.ts';
import { streamMutants } from './streams.ts';
import { tokenMutants } from './tokens.ts';

export type { Mutant } from './mutant.ts';

/** Servers of which each breaks one rule. */
export const MUTANTS: readonly Mutant[] = [
  ...ingestMutants,
  ...limitMutants,
  ...resendMutants,
  ...lossAndOrderMutants,
  ...recordMutants,
  ...stateMutants,
  ...childMutants,
  ...riskMutants,
  ...sessionFilterMutants,
  ...listMutants,
  ...streamMutants,
  ...orgMutants,
  ...tokenMutants,
  ...replyMutants,
];
