import type { BreakingChange } from './breaking-changes.ts';

/** Numbers by name, in groups or not: the form of `spec/limits.ts`. */
export interface Limits {
  readonly [name: string]: number | Limits;
}

/** The limits of which the document speaks in sentences alone, such as the bytes of a body, and that were lowered. */
export function loweredLimits(released: Limits, present: Limits, within = ''): BreakingChange[] {
  return Object.entries(released).flatMap(([name, before]) => {
    const place = within + name;
    const now = present[name];
    if (typeof before === 'object') {
      return loweredLimits(before, typeof now === 'object' ? now : {}, `${place}.`);
    }
    if (typeof now !== 'number') return [{ place, message: `Limit \`${place}\` was removed.` }];
    return now < before
      ? [{ place, message: `Limit \`${place}\` was lowered from ${before} to ${now}.` }]
      : [];
  });
}
