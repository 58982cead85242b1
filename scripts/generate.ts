// Writes generated/ from spec/. With --check it writes nothing and fails where a file is out of date.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { stringify } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { openApiDocument } from '../spec/openapi.ts';
import { jsonSchemasOf } from './generate/json-schemas.ts';
import { operationsModule } from './generate/operations.ts';
import { typesOf } from './generate/types.ts';

const ROOT = join(import.meta.dirname, '../generated');

const document = openApiDocument(packageJson.version);
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const files = new Map([
  ['openapi.json', json(document)],
  // Through JSON first: YAML would write what JSON leaves out.
  ['openapi.yaml', stringify(JSON.parse(json(document)), { aliasDuplicateObjects: false })],
  ['types.ts', await typesOf(document)],
  ['operations.ts', operationsModule()],
  ...[...jsonSchemasOf(document)].map(
    ([name, schema]) => [`schemas/${name}.json`, json(schema)] as const,
  ),
]);

const present = (await readdir(ROOT, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

if (process.argv.includes('--check')) {
  const stale = present.filter((name) => !files.has(name));
  for (const [name, text] of files) {
    if ((await readFile(join(ROOT, name), 'utf8').catch(() => '')) !== text) stale.push(name);
  }
  if (stale.length > 0) {
    console.error(`generated/ is out of date: ${stale.join(', ')}. Run \`npm run generate\`.`);
    process.exitCode = 1;
  }
} else {
  for (const name of present) if (!files.has(name)) await rm(join(ROOT, name));
  for (const [name, text] of files) {
    await mkdir(dirname(join(ROOT, name)), { recursive: true });
    await writeFile(join(ROOT, name), text);
  }
}
