import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reporters } from '../../../../src/verify/index.ts';
import { anyReport, finding, MIXED, NASTY, report, result } from './support.ts';
import { parseXml, type Element } from './xml-parser.ts';

const casesOf = (root: Element) =>
  root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));

test('a suite for each operation, with counts, times and properties', () => {
  const root = parseXml(reporters.junit(MIXED));
  expect(root).toMatchObject({
    name: 'testsuites',
    attributes: { tests: '4', failures: '1', skipped: '1', errors: '0', time: '1.234' },
  });
  expect(root.children.map(({ attributes }) => attributes)).toEqual([
    expect.objectContaining({ name: 'ingestEvents', tests: '2', failures: '1', time: '0.024' }),
    expect.objectContaining({ name: 'listAlerts', tests: '1', failures: '0' }),
    expect.objectContaining({ name: 'stream', tests: '1', skipped: '1' }),
  ]);
  const [properties] = root.children[0]!.children;
  expect(properties!.children.map(({ attributes }) => attributes)).toEqual([
    { name: 'url', value: 'http://127.0.0.1:4100' },
    { name: 'seed', value: '7' },
  ]);
});

test('what failed, was skipped, or only differs', () => {
  const [passed, failed, warned, skipped] = casesOf(parseXml(reporters.junit(MIXED)));
  expect(passed!.children).toEqual([]);
  expect(passed!.attributes).toEqual({
    name: 'ingestEvents/success: an event is taken',
    classname: 'ingestEvents',
    time: '0.012',
  });
  expect(failed!.children).toMatchObject([
    {
      name: 'failure',
      attributes: { message: 'expected a refusal (4xx), but it answered 200 {"ingested":501}' },
      text: expect.stringContaining('\ncurl -i http://127.0.0.1:4100/v1/ingest'),
    },
  ]);
  expect(warned!.children).toMatchObject([
    {
      name: 'system-out',
      text: 'warning: expected an x-request-id header, but there is none',
    },
  ]);
  expect(skipped!.children).toMatchObject([
    { name: 'skipped', attributes: { message: 'not built yet #12' } },
  ]);
});

test('keeps every text that XML can hold, and shows the rest', () => {
  const failing = result({ outcome: 'failed', findings: [finding({ actual: NASTY })] });
  const [testcase] = casesOf(parseXml(reporters.junit(report([failing]))));
  const shown = NASTY.replaceAll('\u0000', '\\u0000')
    .replaceAll('\u0007', '\\u0007')
    .replaceAll('\u001B', '\\u001b')
    .replaceAll('\u0085', '\\u0085')
    .replaceAll('\uD800', '\\ud800')
    .replaceAll('\uFFFF', '\\uffff');
  const [failure] = testcase!.children;
  expect(failure!.attributes['message']).toBe(`expected a refusal (4xx), but ${shown}`);
  expect(failure!.text).toContain(`but ${shown}\n`);
});

test('is well-formed whatever a server says', () => {
  fc.assert(
    fc.property(anyReport, (any) => {
      expect(casesOf(parseXml(reporters.junit(any)))).toHaveLength(2);
    }),
  );
});
