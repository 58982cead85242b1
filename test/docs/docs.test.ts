// Every code block of every page: type-checked, run against a mock, and held against what the page says.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createMockServer,
  listen,
  type Listening,
  type MockServer,
} from '../../mock-server/index.ts';
import { moduleFile, run } from '../../scripts/package/run.ts';
import { blocksOf, pages, type Block } from './support/blocks.ts';
import { bundle, isPrinted, programOf, runBlock } from './support/run-block.ts';

const all = pages().flatMap(blocksOf);
const isRun = ({ language, notRun }: Block) => notRun === undefined && /^(?:ts|sh)$/.test(language);

let programs: string;
let mock: MockServer;
let server: Listening;

const fileOf = ({ at }: Block) => join(programs, `${at.replaceAll(/\W/g, '-')}.mts`);

beforeAll(async () => {
  // Within the project, so that the package's name means the project.
  programs = join(import.meta.dirname, `blocks-${process.pid}`);
  await mkdir(programs);
  mock = createMockServer();
  server = await listen(mock, { port: 0 });
  for (const block of all.filter(({ language }) => language === 'ts')) {
    await writeFile(fileOf(block), programOf(block, server.url));
  }
  const config = { extends: '../../../tsconfig.json', include: ['*.mts'] };
  await writeFile(join(programs, 'tsconfig.json'), JSON.stringify(config));
  await bundle(
    all.filter((block) => block.language === 'ts' && isRun(block)).map(fileOf),
    programs,
  );
});

afterAll(async () => {
  await server.close();
  await mock.close();
  await rm(programs, { recursive: true, force: true });
});

test('there are pages, and blocks on them', () => {
  expect(all.length).toBeGreaterThan(20);
});

test('what is not run says why, and is little', () => {
  const left = all.filter((block) => !isRun(block) && block.language !== 'json');
  expect(left.filter(({ notRun, language }) => !notRun && language !== 'text')).toEqual([]);
  expect(all.filter(({ notRun }) => notRun).length).toBeLessThan(all.filter(isRun).length / 3);
});

test('all of it has the types of the package', { timeout: 60_000 }, async () => {
  const tsc = moduleFile('typescript-7/bin/tsc');
  await run(process.execPath, [tsc, '-p', programs]).catch(({ stdout }) => {
    expect.fail(stdout);
  });
});

describe.each(all.filter(isRun))('$at', (block) => {
  test('runs', { timeout: 40_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quint-docs-'));
    try {
      const printed = await runBlock(block, fileOf(block), { url: server.url, folder });
      if (block.prints !== undefined && !isPrinted(printed, block.prints)) {
        expect(printed).toBe(block.prints.code);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe.each(all.filter(({ language }) => language === 'json'))('$at', ({ code }) => {
  test('is JSON', () => {
    JSON.parse(code);
  });
});
