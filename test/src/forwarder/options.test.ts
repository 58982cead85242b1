import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createForwarder, type ForwarderOptions } from '../../../src/forwarder/index.ts';
import { Lab, newEvent } from './support/lab.ts';

const BAD: [keyof ForwarderOptions | `retry.${string}`, unknown[]][] = [
  ['capacity', [0, -1, 1.5, Number.NaN, Infinity, '5', 10_000_001, 5n]],
  ['batchSize', [0, -1, 1.5, 501, '5', Number.NaN]],
  ['batchBytes', [0, 1_023, 10_485_761, 2_000.5, '5000']],
  ['flushInterval', [-1, Number.NaN, '5', 1n]],
  ['timeout', [-1, Number.NaN, '5']],
  ['retry', [null, false, 5]],
  ['retry.attempts', [-1, Number.NaN, '5']],
  ['retry.baseDelay', [-1, Number.NaN, '5']],
  ['retry.maxDelay', [-1, Number.NaN, '5']],
  ['path', ['', 5, {}]],
  ['maxOverflowBytes', [0, 1_023, 1.5, Infinity, '5000']],
  ['fsync', [true, 'sometimes', 0]],
  ['transform', [true, 'redact', {}]],
  [
    'baseUrl',
    ['quint.test', 'ftp://quint.test', 'https://user:pass@quint.test', 'https://quint.test?x', 5],
  ],
  ['token', ['two words', 'ünïcode', 'line\n']],
];

describe('an option that cannot be used is a TypeError that names it', () => {
  test.each(BAD.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s: %o',
    (name, value) => {
      const [own, inner] = name.split('.') as [string, string?];
      const options = { [own]: inner ? { [inner]: value } : value };
      const exitsBefore = process.listenerCount('exit');
      const make = () => createForwarder({ path: '/nowhere/x.jsonl', ...options });
      expect(make).toThrow(TypeError);
      expect(make).toThrow(name);
      expect(process.listenerCount('exit')).toBe(exitsBefore);
    },
  );

  test('and quotes no secret', () => {
    for (const options of [
      { token: 'qt_deploy_ secret' },
      { baseUrl: 'https://u:secret@x.test' },
    ]) {
      expect(() => createForwarder(options)).toThrow(/^(?!.*secret)/s);
    }
  });
});

describe('every option', () => {
  test('may be undefined, which means its default', () => {
    const lab = new Lab();
    const names = [
      'capacity',
      'batchSize',
      'batchBytes',
      'flushInterval',
      'timeout',
      'retry',
      'maxOverflowBytes',
      'fsync',
      'transform',
    ] as const;
    const forwarder = lab.another(Object.fromEntries(names.map((name) => [name, undefined])));
    expect(forwarder.flows().capacity).toBe(5_000);
  });

  test('may have its least and its most', () => {
    const lab = new Lab();
    lab.another({
      capacity: 1,
      batchSize: 1,
      batchBytes: 1_024,
      flushInterval: 0,
      timeout: 0,
      maxOverflowBytes: 1_024,
      retry: { attempts: 0, baseDelay: 0, maxDelay: 0 },
    });
    lab.another({
      batchSize: 500,
      batchBytes: 10_485_760,
      flushInterval: Infinity,
      timeout: Infinity,
      maxOverflowBytes: 2 ** 40,
      retry: { attempts: Infinity },
    });
  });
});

describe('where nothing is said', () => {
  test('the file is in ~/.quint', async () => {
    vi.stubEnv('HOME', '/home/of-nobody');
    onTestFinished(() => void vi.unstubAllEnvs());
    const forwarder = createForwarder();
    expect(forwarder.flows().overflow.path).toBe('/home/of-nobody/.quint/forwarder-overflow.jsonl');
    await forwarder.close();
  });

  test('a relative path begins at the working directory of now, not of later', async () => {
    const lab = new Lab();
    const forwarder = lab.another({ path: 'some/x.jsonl' });
    expect(forwarder.flows().overflow.path).toBe(resolve(join('some', 'x.jsonl')));
  });

  test('the address is that of the environment, else the product’s', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const urls: string[] = [];
    const lab = new Lab();
    for (const variable of ['http://127.0.0.1:4100/', '']) {
      vi.stubEnv('QUINT_API_URL', variable);
      const forwarder = lab.another({
        baseUrl: undefined,
        fetch: ({ url }) => {
          urls.push(url);
          return Response.json({});
        },
      });
      forwarder.enqueue(newEvent('a'));
      await forwarder.flush();
    }
    expect(urls).toEqual(['http://127.0.0.1:4100/v1/ingest', 'https://api.quintai.dev/v1/ingest']);
  });

  test('the global fetch of the moment is used', async () => {
    const lab = new Lab();
    const forwarder = lab.another({ fetch: undefined });
    const stub = vi.fn(async () => Response.json({}));
    vi.stubGlobal('fetch', stub);
    onTestFinished(() => void vi.unstubAllGlobals());
    forwarder.enqueue(newEvent('a'));
    await forwarder.flush();
    expect(stub).toHaveBeenCalledTimes(1);
  });
});
