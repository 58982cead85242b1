import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT, run } from '../../../scripts/package/run.ts';
import { inject } from 'vitest';
import type { Block } from './blocks.ts';

const TSX = import.meta.resolve('tsx');

/** What a reader has typed in before. */
const SHELL = `set -euo pipefail
curl() { command curl -sS --fail-with-body "$@"; }
npx() { [ "$1" = quint-mock ] && shift && node ${inject('command')} "$@"; }
`;

/** Where a block finds itself. */
export interface Surroundings {
  /** Of a running mock; stands for the address in the pages. */
  readonly url: string;
  /** An empty folder; HOME, too. */
  readonly folder: string;
}

/** A block as a program: with the address of the mock that runs, and with what is given. */
export function programOf({ code, given }: Block, url: string): string {
  const here = code.replaceAll(/(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4100/g, url);
  if (given.length === 0) return here;
  return `import { ${given.join(', ')} } from '${join(import.meta.dirname, 'given.ts')}';\n${here}`;
}

/** Runs a block to its end. @param file the TypeScript one, as it was written */
export async function runBlock(
  block: Block,
  file: string,
  { url, folder }: Surroundings,
): Promise<string> {
  const command = {
    ts: [process.execPath, '--import', TSX, file],
    sh: ['bash', '-c', SHELL + programOf(block, url)],
    python: ['python3', '-c', programOf(block, url)],
  }[block.language];
  if (!command)
    throw new Error(`nobody knows how to run ${block.language || 'a block of no language'}`);
  const [program, ...args] = command;
  const { stdout } = await run(program!, args, {
    cwd: folder,
    timeout: 30_000,
    env: {
      ...process.env,
      HOME: folder,
      QUINT_API_URL: url,
      QUINT_DEPLOY_TOKEN: 'qt_deploy_YOUR_TOKEN',
      TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'),
    },
  });
  return stdout;
}

/** Whether a text is what a page says is printed; `…` there stands for anything. */
export function isPrinted(text: string, { language, code }: NonNullable<Block['prints']>): boolean {
  if (language === 'json') return isDeepStrictEqual(JSON.parse(text), JSON.parse(code));
  const literal = code.trim().split('…').map(escaped);
  return new RegExp(`^${literal.join('[^]*?')}$`).test(text.trim());
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
