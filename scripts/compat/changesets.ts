import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };

export type Bump = 'major' | 'minor' | 'patch';

/** The bumps that the changesets in a folder demand for this package. */
export async function pendingBumps(folder: string): Promise<Bump[]> {
  const names = (await readdir(folder)).filter((name) => /^(?!README).*\.md$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => bumpIn(text) ?? []);
}

function bumpIn(changeset: string): Bump | undefined {
  const header = /^---\n([\s\S]*?)\n---/.exec(changeset)?.[1];
  const bumps = header && (parse(header) as Record<string, Bump> | null);
  return bumps ? bumps[packageJson.name] : undefined;
}
