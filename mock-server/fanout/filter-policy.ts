import { FifoError } from './fifo-error.ts';

/** One thing that a value may be, in the grammar of SNS. */
export type FilterCondition =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly 'equals-ignore-case': string }
  | { readonly exists: boolean }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly 'anything-but': FilterExclusion };

type FilterExclusion =
  | string
  | number
  | readonly (string | number)[]
  | { readonly prefix: string }
  | { readonly suffix: string };

/**
 * Which messages a subscription wants: every key must be there, with a value that one of its
 * conditions holds for (F53). In a policy for bodies, a key may hold a nested policy.
 */
export interface FilterPolicy {
  readonly [key: string]: readonly FilterCondition[] | FilterPolicy;
}

/** A compiled policy. */
export type Filter = (subject: unknown) => boolean;

type Test = (value: unknown) => boolean;

/**
 * Turns a policy into a function, once, when the subscription is made.
 *
 * @throws FifoError `InvalidParameter` for a condition that SNS does not know.
 */
export function compileFilterPolicy(policy: FilterPolicy): Filter {
  const tests = Object.entries(policy).map(([key, conditions]) => {
    const test = isConditionList(conditions)
      ? compileConditions(key, conditions)
      : compileFilterPolicy(conditions);
    return { key, test };
  });
  return (subject) => {
    const fields = (typeof subject === 'object' && subject !== null ? subject : {}) as Record<
      string,
      unknown
    >;
    for (const { key, test } of tests) {
      if (!test(Object.hasOwn(fields, key) ? fields[key] : undefined)) return false;
    }
    return true;
  };
}

function isConditionList(
  conditions: readonly FilterCondition[] | FilterPolicy,
): conditions is readonly FilterCondition[] {
  return Array.isArray(conditions);
}

function compileConditions(key: string, conditions: readonly FilterCondition[]): Test {
  const tests = conditions.map((condition) => compileCondition(key, condition));
  return (value) => tests.some((test) => test(value));
}

function compileCondition(key: string, condition: FilterCondition): Test {
  if (typeof condition !== 'object' || condition === null)
    return anyItem((item) => item === condition);
  if ('exists' in condition) return (value) => (value !== undefined) === condition.exists;
  if ('anything-but' in condition) {
    const excluded = compileExclusion(condition['anything-but']);
    return (value) => value !== undefined && !excluded(value);
  }
  if ('numeric' in condition) return anyItem(compileNumeric(key, condition.numeric));
  if ('equals-ignore-case' in condition) {
    const wanted = condition['equals-ignore-case'].toLowerCase();
    return anyItem((item) => typeof item === 'string' && item.toLowerCase() === wanted);
  }
  if ('prefix' in condition || 'suffix' in condition) return anyItem(compileAffix(condition));
  throw unknownCondition(key, condition);
}

/** An attribute with several values matches when one of them does. */
function anyItem(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

function compileExclusion(exclusion: FilterExclusion): Test {
  if (typeof exclusion !== 'object') return anyItem((item) => item === exclusion);
  if ('prefix' in exclusion || 'suffix' in exclusion) return anyItem(compileAffix(exclusion));
  const excluded = new Set<unknown>(exclusion);
  return anyItem((item) => excluded.has(item));
}

function compileAffix(affix: { readonly prefix: string } | { readonly suffix: string }): Test {
  if ('prefix' in affix) {
    return (item) => typeof item === 'string' && item.startsWith(affix.prefix);
  }
  return (item) => typeof item === 'string' && item.endsWith(affix.suffix);
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `['>=', 0, '<', 100]`: pairs of an operator and a bound, which must all hold. */
function compileNumeric(key: string, range: readonly (string | number)[]): Test {
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < range.length; index += 2) {
    const compare = COMPARISONS[range[index]!];
    const bound = range[index + 1];
    if (compare === undefined || typeof bound !== 'number') {
      throw unknownCondition(key, { numeric: range });
    }
    tests.push((value) => compare(value, bound));
  }
  return (item) => typeof item === 'number' && tests.every((test) => test(item));
}

function unknownCondition(key: string, condition: unknown): FifoError {
  return new FifoError(
    'InvalidParameter',
    `Invalid parameter: FilterPolicy: Unrecognized match type ${JSON.stringify(condition)} at "${key}".`,
  );
}
