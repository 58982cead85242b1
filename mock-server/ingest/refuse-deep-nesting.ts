import { LIMITS } from '../../spec/limits.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';
import type { ErrorIssue } from '../../spec/schemas/error.ts';
import { validationFailed } from '../http/api-error.ts';
import { pointer } from '../http/validate.ts';

/**
 * Unknown fields are kept, so what cannot be written out again must not come in: serialising
 * recurses, and no stack holds a nesting without bound.
 */
export function refuseDeepNesting(
  events: readonly QuintEvent[],
  pathOf: (index: number) => readonly PropertyKey[] = (index) => ['events', index],
): void {
  const issues: ErrorIssue[] = [];
  events.forEach((event, index) => {
    for (const key in event) {
      const value = event[key];
      if (typeof value === 'object' && value !== null && isTooDeep(value)) {
        issues.push({
          pointer: pointer([...pathOf(index), key]),
          message: `is nested more than ${LIMITS.nestingDepth} levels deep`,
          code: 'too_deep',
        });
      }
    }
  });
  if (issues.length > 0) throw validationFailed(issues);
}

function isTooDeep(value: object): boolean {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === LIMITS.nestingDepth) return true;
    const below: object[] = [];
    for (const each of level) {
      // Not by Object.values: nearly all that comes here is labels, which hold no object.
      for (const key in each) {
        const inner = (each as Record<string, unknown>)[key];
        if (typeof inner === 'object' && inner !== null) below.push(inner);
      }
    }
    level = below;
  }
  return false;
}
