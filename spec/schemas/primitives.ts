import * as z from 'zod';
import { LIMITS } from '../limits.ts';

// The constructs used here are those that zod-to-openapi turns into an equal JSON Schema: one
// regular expression without flags, explicit bounds, no coercion. test/spec/fidelity proves it.

// [0-9] and not \d, which means every Unicode digit to the engines of some other languages.
const DATE =
  '(?:(?:[0-9]{2}[2468][048]|[0-9]{2}[13579][26]|[0-9]{2}0[48]|[02468][048]00|[13579][26]00)-02-29' +
  '|[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)' +
  '|02-(?:0[1-9]|1[0-9]|2[0-8])))';
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?';
const OFFSET = '(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])';
const RFC_3339 = new RegExp(`^${DATE}T${TIME}${OFFSET}$`);

/**
 * An RFC 3339 instant, with or without a fraction, with `Z` or an offset (contract.md §2).
 * Decided: upper-case `T` and `Z`, and no leap second, as most parsers have it.
 */
export const timestamp = (description: string) =>
  z
    .string()
    .regex(RFC_3339, 'must be an RFC 3339 date-time such as 2026-04-25T03:09:32.138Z')
    .meta({ format: 'date-time', description });

const HEX = '[0-9a-fA-F]';
const RFC_9562 = new RegExp(
  `^(?:${HEX}{8}-${HEX}{4}-[1-8]${HEX}{3}-[89abAB]${HEX}{3}-${HEX}{12}` +
    '|00000000-0000-0000-0000-000000000000|[fF]{8}-[fF]{4}-[fF]{4}-[fF]{4}-[fF]{12})$',
);

/** A UUID of any RFC 9562 version, the nil and max UUIDs included. */
export const uuid = (description: string) =>
  z
    .string()
    .regex(RFC_9562, 'must be a UUID of any RFC 9562 version')
    .meta({ format: 'uuid', description });

/**
 * 1–128 characters of the SNS `MessageGroupId` alphabet: letters, digits, ASCII punctuation.
 * No UUID check: the documentation calls it "UUID v5", yet its own examples are
 * `59247-1777085379101` and a version-1 UUID (contract.md §2).
 */
export const sessionId = (description: string) =>
  z
    .string()
    .regex(
      new RegExp(`^[!-~]{1,${LIMITS.sessionIdLength}}$`),
      `must be 1–${LIMITS.sessionIdLength} letters, digits or ASCII punctuation`,
    )
    .meta({ description });

/** A string with known values that may grow: types complete the known ones, the schema accepts any. */
export const openString = (known: readonly string[], description: string) =>
  z.string().meta({
    description: `${description} Known values: ${known.map((value) => `\`${value}\``).join(', ')}; others are accepted.`,
    'x-known-values': [...known],
  });

/** A risk score: an integer from 0 to 100. */
export const riskScore = (description: string) => z.int().min(0).max(100).meta({ description });

/** A whole number of things. */
export const count = (description: string) =>
  z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ description });

const string = z.string();
/** Text of any length, the empty string included. */
export const text = (description: string) => string.meta({ description });

/** Text, or null where it is not known. */
export const nullableText = (description: string) => z.string().nullable().meta({ description });

/** Query parameters that every list takes (contract.md §1). */
export const pageQuery = {
  limit: z
    .int()
    .min(1)
    .max(LIMITS.page.max)
    .optional()
    .meta({ description: 'Items per page.', default: LIMITS.page.default }),
  cursor: z
    .string()
    .optional()
    .meta({ description: '`next_cursor` of the page before. Opaque: pass it back as it came.' }),
};

/** The key that stands beside the items of every list. */
export const nextCursor = nullableText('Pass it as `cursor` to read on; null at the end.');
