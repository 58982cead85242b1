import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import openApi from '../../generated/openapi.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { ERROR_CODES } from '../../spec/errors.ts';
import { bytesOf, manifest, VECTORS, vectors } from './support/files.ts';

test('says of what package and contract the vectors are', () => {
  expect(manifest).toMatchObject({
    package: packageJson.name,
    version: packageJson.version,
    schema_version: 2,
    openapi: openApi.openapi,
  });
  expect(manifest.error_codes).toEqual(
    Object.fromEntries(Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status])),
  );
});

test('lists every file but itself and the README, and no other', () => {
  const there = readdirSync(VECTORS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(VECTORS, join(entry.parentPath, entry.name)));
  const listed = manifest.files.map(({ path }) => path);
  expect(there.toSorted()).toEqual([...listed, 'README.md', 'manifest.json'].toSorted());
});

test.each(manifest.files)('$path is what it is said to be', ({ path, bytes, sha256, count }) => {
  const content = bytesOf(path);
  expect(content.length).toBe(bytes);
  expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  expect(count).toBeGreaterThanOrEqual(path === 'overflow/empty/forwarder-overflow.jsonl' ? 0 : 1);
});

test.each(manifest.files.filter(({ path }) => path.endsWith('.json')))(
  '$path holds nothing that other languages read differently',
  ({ path }) => {
    const text = bytesOf(path).toString();
    // Go puts U+FFFD for half of a surrogate pair, Python keeps it; numbers beyond 2^53 lose digits.
    expect(text).not.toMatch(/[^\\](?:\\\\)*\\u[dD][89a-fA-F]/);
    expect(text).not.toMatch(/[^\w"-]\d{17,}/);
    expect(JSON.stringify(vectors(path))).not.toContain('undefined');
  },
);

test('all of it takes little room', () => {
  const sum = manifest.files.reduce((total, { bytes }) => total + bytes, 0);
  expect(sum).toBeLessThan(620_000);
});
