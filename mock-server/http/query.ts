import * as z from 'zod';
import type { ErrorIssue } from '../../spec/schemas/error.ts';
import { validateParams } from './validate.ts';

/**
 * The query parameters that `schema` names, as values of its types. Unknown parameters are ignored.
 * @throws ApiError `validation_failed`; the pointer is the name of the parameter
 */
export function parseQuery<Schema extends z.ZodObject>(
  schema: Schema,
  search: URLSearchParams,
): z.infer<Schema> {
  const query: Record<string, unknown> = {};
  const issues: ErrorIssue[] = [];
  for (const [name, type] of Object.entries(schema.shape)) {
    const given = search.getAll(name);
    if (given.length === 0) continue;
    if (given.length > 1) {
      issues.push({ pointer: name, message: 'was given more than once', code: 'repeated' });
    } else {
      query[name] = fromText(type as z.ZodType, given[0]!);
    }
  }
  validateParams(schema, query, issues);
  return query as z.infer<Schema>;
}

/** Text that is no number or boolean stays text, for the schema to refuse. */
function fromText(type: z.ZodType, text: string): unknown {
  const inner = type instanceof z.ZodOptional ? type.unwrap() : type;
  if (inner instanceof z.ZodNumber && /^-?\d+$/.test(text)) return Number(text);
  if (inner instanceof z.ZodBoolean && (text === 'true' || text === 'false'))
    return text === 'true';
  return text;
}

/**
 * The request headers that `schema` names.
 * @throws ApiError `validation_failed`; the pointer is the name of the header
 */
export function parseHeaders<Schema extends z.ZodObject>(
  schema: Schema,
  headers: Headers,
): z.infer<Schema> {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = headers.get(name);
    if (value !== null) given[name] = value;
  }
  validateParams(schema, given);
  return given as z.infer<Schema>;
}
