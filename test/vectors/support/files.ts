// The files as a stranger has them: what is in vectors/, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const VECTORS = join(import.meta.dirname, '../../../vectors');

export const bytesOf = (path: string): Buffer => readFileSync(join(VECTORS, path));

/** The content of a JSON file; which fields it has, its README says. */
export function vectors<Content>(path: string): Content {
  return JSON.parse(bytesOf(path).toString()) as Content;
}

/** What the manifest says of each file. */
export interface ListedFile {
  readonly path: string;
  readonly kind: string;
  readonly description: string;
  readonly count: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly package: string;
  readonly version: string;
  readonly schema_version: number;
  readonly openapi: string;
  readonly error_codes: Record<string, number>;
  readonly files: readonly ListedFile[];
}

export const manifest = vectors<Manifest>('manifest.json');

export const filesOfKind = (kind: string): readonly ListedFile[] =>
  manifest.files.filter((file) => file.kind === kind);
