import type * as z from 'zod';

/** All that the command knows of a setting: flag, variable, key of the file and usage follow from it. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** Of the value in the file; its kind says how a flag or a variable spells it. */
  readonly schema: Schema;
  /** Stands for the value in the usage text; a switch has none. */
  readonly placeholder?: string;
  readonly help: string;
  /** Completes the sentence "--port takes …". */
  readonly takes: string;
  readonly default?: z.infer<Schema>;
  /** Never printed, and no flag: a command line is visible to others. */
  readonly secret?: true;
  /** Which of its values name a file. */
  readonly file?: RegExp;
}

/** `rateLimit` as a flag: `rate-limit`. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export const VARIABLE_PREFIX = 'QUINT_MOCK_';

/** `rateLimit` as an environment variable: `QUINT_MOCK_RATE_LIMIT`. */
export function variableOf(name: string): string {
  return VARIABLE_PREFIX + flagOf(name).replaceAll('-', '_').toUpperCase();
}
