// Writes generated/ and vectors/ from spec/. With --check it writes nothing and fails where a file is out of date.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { stringify } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { openApiDocument } from '../spec/openapi.ts';
import { jsonSchemasOf } from './generate/json-schemas.ts';
import { operationsModule } from './generate/operations.ts';
import { typesOf } from './generate/types.ts';
import { vectorsOf } from './generate/vectors.ts';

const ROOT = join(import.meta.dirname, '..');

const document = openApiDocument(packageJson.version);
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const generated = new Map([
  ['openapi.json', json(document)],
  // Through JSON first: YAML would write what JSON leaves out.
  ['openapi.yaml', stringify(JSON.parse(json(document)), { aliasDuplicateObjects: false })],
  ['types.ts', await typesOf(document)],
  ['operations.ts', operationsModule()],
  ...[...jsonSchemasOf(document)].map(
    ([name, schema]) => [`schemas/${name}.json`, json(schema)] as const,
  ),
]);

await bring('generated', generated);
// The README is written by hand.
await bring('vectors', vectorsOf(document), ['README.md']);

/** Writes the files of a folder, and removes what else is in it; or says which are out of date. */
async function bring(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  byHand: readonly string[] = [],
): Promise<void> {
  const root = join(ROOT, folder);
  await mkdir(root, { recursive: true });
  const others = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !files.has(name) && !byHand.includes(name));
  const stale = [...others];
  for (const [name, content] of files) {
    const present = await readFile(join(root, name)).catch(() => undefined);
    if (!present?.equals(Buffer.from(content))) stale.push(name);
  }
  if (process.argv.includes('--check')) {
    if (stale.length === 0) return;
    console.error(`${folder}/ is out of date: ${stale.join(', ')}. Run \`npm run generate\`.`);
    process.exitCode = 1;
    return;
  }
  for (const name of others) await rm(join(root, name));
  for (const [name, content] of files) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}
