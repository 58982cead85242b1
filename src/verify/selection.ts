import type { ConformanceCase } from './conformance-case.ts';
import type { VerifyOptions } from './options.ts';

/** Whether an id begins with a pattern, or matches one that holds `*`. */
export function fits(id: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}${parts.length > 1 ? '$' : ''}`).test(id);
}

/** A case that is asked for. */
export interface Selected {
  readonly each: ConformanceCase;
  /** Why it is left out, where that is a wish. */
  readonly reason: string | undefined;
}

/**
 * The cases that are asked for.
 * @throws TypeError where a pattern fits none, or a reason is missing
 */
export function select(
  cases: readonly ConformanceCase[],
  { only, skip = [] }: Pick<VerifyOptions, 'only' | 'skip'>,
): Selected[] {
  if (only?.length === 0) throw new TypeError('only is empty: leave it out to try all cases');
  for (const pattern of [...(only ?? []), ...skip.map((each) => each.pattern)]) {
    // A typing error would be a green run of nothing.
    if (!pattern || !cases.some(({ id }) => fits(id, pattern))) {
      throw new TypeError(`no case fits "${pattern}"; an id is like ${cases[0]!.id}`);
    }
  }
  for (const { pattern, reason } of skip) {
    if (!reason.trim()) throw new TypeError(`skipping "${pattern}" needs a reason`);
  }
  return cases
    .filter(({ id }) => !only || only.some((pattern) => fits(id, pattern)))
    .map((each) => ({ each, reason: skip.find(({ pattern }) => fits(each.id, pattern))?.reason }));
}
