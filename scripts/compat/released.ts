import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../spec/limits.ts';
import { ROOT } from '../package/run.ts';
import type { Limits } from './lowered-limits.ts';

const FOLDER = join(ROOT, 'released');

/** The contract of the last release. Only a release writes it. */
export const RELEASED = {
  document: join(FOLDER, 'openapi.json'),
  limits: join(FOLDER, 'limits.json'),
};

/** The contract of this checkout. */
export const PRESENT = { document: join(ROOT, 'generated/openapi.json'), limits: LIMITS };

export async function releasedLimits(): Promise<Limits> {
  return JSON.parse(await readFile(RELEASED.limits, 'utf8')) as Limits;
}

/** From now on, changes are compared with what is in this checkout. */
export async function writeReleased(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(RELEASED.document, await readFile(PRESENT.document));
  await writeFile(RELEASED.limits, `${JSON.stringify(PRESENT.limits, null, 2)}\n`);
}
