import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program to its end; rejects, with what it printed, when it fails. */
export const run = promisify(execFile);

/** The path of a file of a development dependency, for example `typescript/bin/tsc`. */
export function moduleFile(path: string): string {
  return fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
}
