import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { breakingChanges, type BreakingChange } from '../../scripts/compat/breaking-changes.ts';
import { pendingBumps } from '../../scripts/compat/changesets.ts';
import { loweredLimits } from '../../scripts/compat/lowered-limits.ts';
import { PRESENT, RELEASED } from '../../scripts/compat/released.ts';
import { LIMITS } from '../../spec/limits.ts';
import { BREAKING, COMPATIBLE } from './contract-edits.ts';
import type { Edit, Json } from './edit.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'compat-'))));
afterAll(() => rm(folder, { recursive: true }));

/** What breaks where the contract is edited. */
async function broken(name: string, edits: readonly Edit[]): Promise<BreakingChange[]> {
  const document = JSON.parse(await readFile(PRESENT.document, 'utf8')) as Json;
  for (const edit of edits) edit(document);
  const edited = join(folder, `${name}.json`);
  await writeFile(edited, JSON.stringify(document));
  return breakingChanges(PRESENT.document, edited);
}

/** Which item of a list was edited, the edit does not know. */
const withoutIndex = (place: string) =>
  place.replace(/^#/, '').replace(/(parameters)\/\d+\/(required)$/, '$1/-/$2');

describe('edits that break the contract', () => {
  let places: string[];
  beforeAll(async () => {
    const edits = BREAKING.map(([, , edit]) => edit);
    places = (await broken('all', edits)).map(({ place }) => withoutIndex(place));
  });

  test.each(BREAKING)('%s: named is %s', (_, place) => {
    expect(places).toContain(withoutIndex(place));
  });

  test('are named, and nothing else is', () => {
    const expected = BREAKING.map(([, place]) => withoutIndex(place));
    expect(places.filter((place) => !expected.includes(place))).toEqual([]);
    expect(new Set(expected).size).toBe(expected.length);
  });

  test('a single one is named by itself', async () => {
    const [name, place, edit] = BREAKING.find(([each]) => each === 'a batch holds fewer events')!;
    expect(await broken(name, [edit])).toEqual([
      { place: `#${place}`, message: "`maxItems` of `events` changed from '500' to '400'." },
    ]);
  });
});

test(`edits that break nothing: ${COMPATIBLE.map(([name]) => name).join(', ')}`, async () => {
  expect(
    await broken(
      'compatible',
      COMPATIBLE.map(([, edit]) => edit),
    ),
  ).toEqual([]);
});

test('limits that only sentences of the document name may grow, not shrink', () => {
  expect(loweredLimits(LIMITS, LIMITS)).toEqual([]);
  expect(loweredLimits(LIMITS, { ...LIMITS, bodyBytes: LIMITS.bodyBytes + 1, another: 1 })).toEqual(
    [],
  );
  const lower = { ...LIMITS, bodyBytes: 5e6, page: { default: LIMITS.page.default } };
  expect(loweredLimits(LIMITS, lower)).toEqual([
    { place: 'bodyBytes', message: 'Limit `bodyBytes` was lowered from 10485760 to 5000000.' },
    { place: 'page.max', message: 'Limit `page.max` was removed.' },
  ]);
});

test('a changeset says `major` in its header, for this package', async () => {
  const changesets = await mkdtemp(join(folder, 'changesets-'));
  const bumpsOf = async (text: string) => {
    await writeFile(join(changesets, 'one.md'), text);
    return pendingBumps(changesets);
  };
  expect(await bumpsOf("---\n'@quint-security/contract': major\n---\n\nBreaks.\n")).toEqual([
    'major',
  ]);
  expect(await bumpsOf('---\n"@quint-security/contract": minor\n---\n\nmajor\n')).toEqual([
    'minor',
  ]);
  expect(await bumpsOf("---\n'@other/package': major\n---\n\nBreaks.\n")).toEqual([]);
  expect(await bumpsOf('---\n---\n\nNothing to release.\n')).toEqual([]);
});

test('the contract of the last release is there to be compared with', async () => {
  const document = JSON.parse(await readFile(RELEASED.document, 'utf8')) as { openapi: string };
  expect(document.openapi).toBe('3.1.0');
});
