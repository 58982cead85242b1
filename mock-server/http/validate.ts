import * as z from 'zod';
import type { ErrorIssue } from '../../spec/schemas/error.ts';
import { validationFailed } from './api-error.ts';

/**
 * Passes when `schema` accepts `value`. The value itself goes on, not a copy by Zod: unknown fields
 * and keys such as `__proto__` are kept (contract.md §2).
 * @throws ApiError `validation_failed` with every issue
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): asserts value is z.infer<Schema> {
  const issues = issuesOf(schema, value);
  if (issues.length > 0) throw validationFailed(issues);
}

/**
 * The same for path or query parameters: a pointer there is the bare name of the parameter.
 * @throws ApiError `validation_failed` with every issue
 */
export function validateParams(
  schema: z.ZodObject,
  params: unknown,
  found: readonly ErrorIssue[] = [],
): void {
  const issues = [...found];
  for (const issue of issuesOf(schema, params)) {
    issues.push({ ...issue, pointer: issue.pointer.slice(1) });
  }
  if (issues.length > 0) throw validationFailed(issues);
}

function issuesOf(schema: z.ZodType, value: unknown): ErrorIssue[] {
  if (compiled(schema).validate(value)) return [];
  const result = schema.safeParse(value, { error: withKnownKeys });
  return result.success ? [] : result.error.issues.map(toIssue);
}

/** Whoever misspelt a key is told which there are. */
const withKnownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined;
  const unknown = issue.keys.map((key) => `"${key}"`).join(', ');
  return `Unrecognized key: ${unknown}; there are ${Object.keys(issue.inst.shape).join(', ')}`;
};

const compiledSchemas = new WeakMap<z.ZodType, z.ZodType>();

/** The schema as code that only checks: what is valid, as nearly all is, is not copied by Zod. */
function compiled(schema: z.ZodType): z.ZodType {
  let fast = compiledSchemas.get(schema);
  if (!fast) compiledSchemas.set(schema, (fast = z.compile(schema)));
  return fast;
}

function toIssue(issue: z.core.$ZodIssue): ErrorIssue {
  // What is wrong with a key stands one level below.
  const { message } = (issue.code === 'invalid_key' && issue.issues[0]) || issue;
  return { pointer: pointer(issue.path), message, code: issue.code };
}

/** A JSON pointer (RFC 6901). */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
