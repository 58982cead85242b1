import type { ConformanceCase } from '../conformance-case.ts';
import { alertFilters } from './alert-filters.ts';
import { bodies } from './bodies.ts';
import { children } from './children.ts';
import { eventFilters } from './event-filters.ts';
import { eventRecord } from './event-record.ts';
import { eventStats } from './event-stats.ts';
import { histories } from './histories.ts';
import { isolation } from './isolation.ts';
import { limits } from './limits.ts';
import { pages } from './pages.ts';
import { pipeline } from './pipeline.ts';
import { protocol } from './protocol.ts';
import { refusals } from './refusals.ts';
import { resends } from './resends.ts';
import { sessionFilters } from './session-filters.ts';
import { sessions } from './sessions.ts';
import { stream } from './stream.ts';
import { successes } from './successes.ts';
import { tokens } from './tokens.ts';
import { wholeBatch } from './whole-batch.ts';

/** All that is expected of a server, in the order of the report. */
export const CASES: readonly ConformanceCase[] = [
  ...successes,
  ...refusals,
  ...protocol,
  ...bodies,
  ...limits,
  ...wholeBatch,
  ...eventRecord,
  ...eventFilters,
  ...eventStats,
  ...alertFilters,
  ...pages,
  ...pipeline,
  ...resends,
  ...sessions,
  ...children,
  ...sessionFilters,
  ...histories,
  ...stream,
  ...isolation,
  ...tokens,
];
