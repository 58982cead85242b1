import { LIMITS } from '../../spec/limits.ts';
import type { ErrorIssue } from '../../spec/schemas/error.ts';
import { validationFailed } from './api-error.ts';
import { pointer } from './validate.ts';

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A value, and where it stands: linked, because to copy the path takes quadratic time in its depth. */
interface Place {
  readonly value: unknown;
  readonly key?: string;
  readonly parent?: Place;
}

/**
 * Refuses text that UTF-8 cannot carry. JSON can smuggle half a surrogate pair in as an escape;
 * databases and other languages would then refuse or silently change it (RFC 8259 §8.2).
 * @param text the JSON text; only one that holds such an escape costs a walk over `value`
 */
export function refuseLoneSurrogates(text: string, value: unknown): void {
  if (!SURROGATE_ESCAPE.test(text)) return;
  const issues: ErrorIssue[] = [];
  // Pointers repeat the keys above them: together they shall take no more room than the body does.
  let room = text.length;
  // A stack of our own: the nesting may be deeper than the call stack.
  const open: Place[] = [{ value }];
  for (let place = open.pop(); place; place = open.pop()) {
    if (holdsLoneSurrogate(place.value)) {
      const where = pointer(pathOf(place));
      issues.push({
        pointer: where,
        message:
          'holds half of a surrogate pair, which is no Unicode text; send the whole character',
        code: 'lone_surrogate',
      });
      room -= where.length;
      if (room <= 0 || issues.length === LIMITS.issuesPerError) break;
    }
    if (typeof place.value === 'object' && place.value !== null) openUp(place, open);
  }
  if (issues.length > 0) throw validationFailed(issues);
}

function holdsLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).some((key) => LONE_SURROGATE.test(key));
}

/** Puts what may hold text on the stack, the first on top. What is below a broken key has no pointer. */
function openUp(parent: Place, stack: Place[]): void {
  const children = parent.value as Record<string, unknown>;
  for (const key of Object.keys(children).toReversed()) {
    const value = children[key];
    const mayHoldText = typeof value === 'string' || (typeof value === 'object' && value !== null);
    if (mayHoldText && !LONE_SURROGATE.test(key)) stack.push({ value, key, parent });
  }
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.toReversed();
}
