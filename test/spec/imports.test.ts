// The arrows of the house: spec ← generated ← src, spec ← mock-server (design.md, rule 3).
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  brokenArrows,
  importsOf,
  isZodOrNode,
  isZodToOpenApi,
  reaches,
  type Sources,
} from './support/imports.ts';

const ROOT = join(import.meta.dirname, '../..');
const ROOMS = ['spec', 'generated', 'src', 'mock-server'];

const sources: Sources = await readSources();

async function readSources(): Promise<Sources> {
  const texts = new Map<string, string>();
  for (const room of ROOMS) {
    const folder = join(ROOT, room);
    if (!existsSync(folder)) continue;
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      texts.set(relative(ROOT, path).split(sep).join('/'), await readFile(path, 'utf8'));
    }
  }
  return texts;
}

const CLIENT = 'src/index.ts';

describe('the project', () => {
  it('has all its arrows point one way', () => {
    expect(brokenArrows(sources)).toEqual([]);
  });

  it('imports only files that are there', () => {
    const missing = importsOf(sources).filter(
      ({ target }) => target !== undefined && !existsSync(join(ROOT, target)),
    );
    expect(missing.map(({ file, specifier }) => `${file} imports '${specifier}'`)).toEqual([]);
  });

  it.each([CLIENT, 'src/live/index.ts'])('keeps Zod and Node out of %s', (entry) => {
    expect(reaches(entry, sources, isZodOrNode)).toEqual([]);
  });

  it('keeps zod-to-openapi, a tool of the build, out of the schemas', () => {
    expect(reaches('spec/index.ts', sources, isZodToOpenApi)).toEqual([]);
  });
});

describe('the check bites', () => {
  const cases: [file: string, text: string, complaint: string][] = [
    ['spec/a.ts', `import { x } from '../src/x.ts';`, '../src/x.ts'],
    ['spec/a.ts', `export * from '../generated/types.ts';`, '../generated/types.ts'],
    ['spec/a.ts', `import version from '../package.json' with { type: 'json' };`, 'package.json'],
    ['spec/a.ts', `import { readFile } from 'node:fs/promises';`, 'node:fs/promises'],
    ['spec/a.ts', `import { x } from './x';`, 'its ending'],
    ['spec/schemas/a.ts', `import { g } from '@asteasolutions/zod-to-openapi';`, 'asteasolutions'],
    ['generated/a.ts', `import type { C } from '../src/client.ts';`, '../src/client.ts'],
    ['src/client/a.ts', `import type { z } from 'zod';`, 'zod'],
    ['src/client/a.ts', `const z = await import('zod/mini');`, 'zod/mini'],
    [
      'src/client/a.ts',
      `export { s } from '../../mock-server/server.ts';`,
      'mock-server/server.ts',
    ],
    ['mock-server/a.ts', `import { c } from '../src/index.ts';`, '../src/index.ts'],
    ['mock-server/a.ts', `import { o } from '../generated/operations.ts';`, 'operations.ts'],
    ['mock-server/store/a.ts', `import { createHash } from 'node:crypto';`, 'node:crypto'],
    ['mock-server/store/a.ts', `import fs from 'fs';`, `'fs'`],
  ];
  it.each(cases)('%s: %s', (file, text, complaint) => {
    const found = brokenArrows(new Map([[file, text]]));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file} must not import`);
    expect(found[0]).toContain(complaint);
  });

  it('follows the client entry through files in between', () => {
    const found = reaches(
      CLIENT,
      new Map([
        [CLIENT, `import { a } from './a.ts';`],
        ['src/a.ts', `export type { B } from './deep/b.ts';`],
        ['src/deep/b.ts', `import '../../spec/schemas/c.ts'; import '../index.ts';`],
        [
          'spec/schemas/c.ts',
          `import * as z from 'zod'; import 'node:os'; import 'openapi-fetch';`,
        ],
      ]),
      isZodOrNode,
    );
    const path = 'src/index.ts → src/a.ts → src/deep/b.ts → spec/schemas/c.ts';
    expect(found).toEqual([`${path} reaches 'zod'`, `${path} reaches 'node:os'`]);
  });

  it('lets through what the arrows allow', () => {
    const allowed: Sources = new Map([
      ['generated/a.ts', `import type { X } from '../spec/x.ts';`],
      ['src/a.ts', `import '../generated/a.ts'; import '../spec/limits.ts'; import './b.ts';`],
      ['src/forwarder/a.ts', `import { open } from 'node:fs/promises';`],
      ['src/msw/index.ts', `import '../../mock-server/server.ts'; import 'msw';`],
      ['mock-server/a.ts', `import * as z from 'zod'; import '../spec/index.ts';`],
      ['mock-server/listen.ts', `import { createServer } from 'node:http';`],
      ['mock-server/cli/a.ts', `import 'node:util'; import p from '../../package.json';`],
    ]);
    expect(brokenArrows(allowed)).toEqual([]);
  });
});
