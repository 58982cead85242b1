import type { CaseResult } from '../report.ts';

/** The results of each operation, in the order of the report. */
export function byOperation(
  results: readonly CaseResult[],
): [operation: string, its: CaseResult[]][] {
  const groups = new Map<string, CaseResult[]>();
  for (const result of results) {
    const group = groups.get(result.operation);
    if (group) group.push(result);
    else groups.set(result.operation, [result]);
  }
  return [...groups];
}
