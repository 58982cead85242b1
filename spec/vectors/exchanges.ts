import type { Exchange } from './exchange.ts';
import { ingestExchanges } from './exchanges/ingest.ts';
import { machineExchanges } from './exchanges/machines.ts';
import { probeExchanges } from './exchanges/probes.ts';
import { readExchanges } from './exchanges/reads.ts';
import { refusedExchanges } from './exchanges/refused.ts';
import { tokenExchanges } from './exchanges/tokens.ts';

export type { Exchange } from './exchange.ts';

/**
 * Requests and their answers, for every operation of the contract: to be made in this order, to a server
 * that knows the credentials and nothing else. What was sent must be processed before it is read.
 */
export const exchanges: readonly Exchange[] = [
  ...probeExchanges,
  ...tokenExchanges,
  ...ingestExchanges,
  ...readExchanges,
  ...refusedExchanges,
  // Last, since they spend the tokens that others show to be of the wrong type.
  ...machineExchanges,
];
