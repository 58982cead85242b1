import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import * as schemas from '../../../spec/schemas/index.ts';
import type { JsonObject } from './json.ts';

export const GENERATED = join(import.meta.dirname, '../../../generated');

export const readGenerated = (path: string) => readFileSync(join(GENERATED, path), 'utf8');

/** Every named schema of the contract: in Zod, and as the file generated from it. */
export const components = Object.values<unknown>(schemas).flatMap((zod) => {
  if (!(zod instanceof z.ZodType)) return [];
  const name = z.globalRegistry.get(zod)?.id;
  if (name === undefined) return [];
  return [{ name, zod, schema: JSON.parse(readGenerated(`schemas/${name}.json`)) as JsonObject }];
});
