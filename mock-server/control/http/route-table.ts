import { CLOCK_ROUTES } from './routes-of/clock.ts';
import { FAULT_ROUTES } from './routes-of/fault.ts';
import { JOURNAL_ROUTES } from './routes-of/journal.ts';
import { METRICS_ROUTES } from './routes-of/metrics.ts';
import { MINT_ROUTES } from './routes-of/mint.ts';
import { QUEUE_ROUTES } from './routes-of/queue.ts';
import { STATE_ROUTES } from './routes-of/state.ts';
import { WAIT_ROUTES } from './routes-of/wait.ts';
import type { ControlRoute } from './route.ts';

/** Everything below `/_mock/`, and `/metrics`. The names are those of the handle. */
export const ROUTES: readonly ControlRoute[] = [
  ...CLOCK_ROUTES,
  ...WAIT_ROUTES,
  ...FAULT_ROUTES,
  ...JOURNAL_ROUTES,
  ...QUEUE_ROUTES,
  ...STATE_ROUTES,
  ...MINT_ROUTES,
  ...METRICS_ROUTES,
];
