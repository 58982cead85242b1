import type { ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import * as z from 'zod';
import { parse } from './json.ts';

/** One schema in both forms. */
export interface Subject {
  readonly name: string;
  readonly zod: z.ZodType;
  readonly validate: ValidateFunction;
}

export interface Tally {
  accepted: number;
  refused: number;
}

/** Throws where the two forms of a schema differ over a JSON text; counts their verdict. */
export function compare({ name, zod, validate }: Subject, text: string, tally: Tally): void {
  const parsed = zod.safeParse(parse(text));
  const valid = validate(parse(text));
  if (parsed.success !== valid) {
    const [says, other, why] = parsed.success
      ? ['Zod accepts', 'JSON Schema refuses', JSON.stringify(validate.errors)]
      : ['JSON Schema accepts', 'Zod refuses', parsed.error!.message];
    throw new Error(`${name}: ${says} what ${other}: ${why}`);
  }
  // The server checks with the compiled schema.
  if (compiled(zod).validate(parse(text)) !== valid) {
    throw new Error(`${name}: compiled, Zod says otherwise`);
  }
  tally[valid ? 'accepted' : 'refused']++;
}

const compiledSchemas = new WeakMap<z.ZodType, z.ZodType>();

function compiled(zod: z.ZodType): z.ZodType {
  const fast = compiledSchemas.get(zod) ?? z.compile(zod);
  compiledSchemas.set(zod, fast);
  return fast;
}

/** Runs {@link compare} over many texts. FC_SEED and FC_RUNS widen the search; the default repeats. */
export function compareMany(subject: Subject, texts: fc.Arbitrary<string>, runs: number): Tally {
  const tally = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(texts, (text) => compare(subject, text, tally)),
    {
      seed: Number(process.env['FC_SEED'] ?? 20_260_425),
      numRuns: Number(process.env['FC_RUNS'] ?? runs),
      includeErrorInReport: true,
    },
  );
  return tally;
}
