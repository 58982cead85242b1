import * as z from 'zod';
import { LIMITS } from '../limits.ts';

/** What every value of a dictionary is, in Zod's terms and in those of JSON Schema. */
interface Values {
  readonly is: (value: unknown) => boolean;
  /** Says of one value what it must be, for example `a string`. */
  readonly one: string;
  /** The same of all of them, for example `strings`. */
  readonly many: string;
  readonly schema: object;
}

/**
 * An object of any keys whose values are alike. Keys such as `__proto__` are data and survive as
 * data: hence not `z.record`, which passes over that key both when it checks and when it copies.
 */
export const dictionaryOf = <Value>({ is, one, many, schema }: Values, description: string) =>
  (
    z.unknown().superRefine((value, context) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        context.addIssue({ code: 'custom', message: `must be an object of ${many}` });
        return;
      }
      let issues = 0;
      for (const key of Object.keys(value)) {
        if (is((value as Record<string, unknown>)[key])) continue;
        context.addIssue({ code: 'custom', path: [key], message: `must be ${one}` });
        if (++issues === LIMITS.issuesPerError) return;
      }
    }) as unknown as z.ZodType<Record<string, Value>>
  ).meta({ type: 'object', additionalProperties: { ...schema }, description });
