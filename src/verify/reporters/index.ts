import type { Report } from '../report.ts';
import { human } from './human.ts';
import { junit } from './junit.ts';
import { tap } from './tap.ts';

/** The formats of a report: each makes a text of it, without credentials. */
export const reporters = {
  human,
  tap,
  junit,
  json: (report: Report) => `${JSON.stringify(report, undefined, 2)}\n`,
} as const satisfies Record<string, (report: Report) => string>;

export type ReporterName = keyof typeof reporters;
