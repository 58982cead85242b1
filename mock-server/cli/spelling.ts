import * as z from 'zod';

/** What a flag or a variable says, as the kind of value that the schema takes. Other text stays text, for the schema to refuse. */
export function fromText(schema: z.ZodType, text: string): unknown {
  if (schema instanceof z.ZodNumber) return toNumber(text);
  if (schema instanceof z.ZodBoolean) return BOOLEANS.get(text.toLowerCase()) ?? text;
  if (schema instanceof z.ZodArray) return listed(text);
  if (schema instanceof z.ZodObject) return toObject(text);
  return text;
}

/** The same back again. */
export function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}=${each}`)
    .join(',');
}

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function toNumber(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function listed(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}

/** `events=10,traces=5` */
function toObject(text: string): unknown {
  const pairs = listed(text).map((each) => each.split('='));
  if (pairs.some((pair) => pair.length !== 2)) return text;
  return Object.fromEntries(pairs.map(([key, value]) => [key!, toNumber(value!)]));
}
