// The document passes Redocly's recommended rules without a configuration that would soften them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { GENERATED, readGenerated } from './support/components.ts';
import { run } from './support/run.ts';

// An empty folder: no redocly.yaml and no .redocly.lint-ignore.yaml on the way up to it.
const folder = await mkdtemp(join(tmpdir(), 'redocly-'));
afterAll(() => rm(folder, { recursive: true }));

async function lint(file: string) {
  const { code, stdout, output } = await run(
    'redocly',
    ['lint', file, '--extends=recommended', '--format=json'],
    folder,
  );
  expect(stdout, output).toContain('{');
  const { totals, problems } = JSON.parse(stdout) as {
    totals: { errors: number; warnings: number; ignored: number };
    problems: { ruleId: string; message: string }[];
  };
  return { code, totals, problems: problems.map(({ ruleId, message }) => `${ruleId}: ${message}`) };
}

describe.concurrent('redocly lint', () => {
  it.each(['openapi.json', 'openapi.yaml'])(
    'has nothing to say about %s',
    async (name) => {
      expect(await lint(join(GENERATED, name))).toEqual({
        code: 0,
        totals: { errors: 0, warnings: 0, ignored: 0 },
        problems: [],
      });
    },
    30_000,
  );

  it('bites', async () => {
    const document = JSON.parse(readGenerated('openapi.json')) as {
      info: { license?: object };
      paths: Record<string, Record<string, { summary?: string }>>;
    };
    delete document.paths['/v1/ingest']!['post']!.summary;
    delete document.info.license;
    const file = join(folder, 'worse.json');
    await writeFile(file, JSON.stringify(document));
    const { code, totals, problems } = await lint(file);
    expect({ code, totals }).toEqual({ code: 1, totals: { errors: 1, warnings: 1, ignored: 0 } });
    expect(problems.join()).toMatch(
      /info-license.*operation-summary|operation-summary.*info-license/,
    );
  }, 30_000);
});
