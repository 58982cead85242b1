import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleFile, run } from '../package/run.ts';

/** Compilers, and their limits: what `whole-client.ts` took, plus about a tenth. TypeScript 7 counts otherwise. */
export const COMPILERS = {
  'TypeScript 5.9': { path: 'typescript/bin/tsc', limit: 5_500 },
  'TypeScript 7': { path: 'typescript-7/bin/tsc', limit: 32_500 },
} as const;

const OPTIONS = {
  strict: true,
  noEmit: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  module: 'node16',
  moduleResolution: 'node16',
};

/**
 * The types that a compiler makes for `whole-client.ts`, in a folder where the package is installed.
 * Throws what the compiler says when it finds an error.
 */
export async function instantiations(compiler: string, folder: string): Promise<number> {
  const project = join(folder, 'tsconfig.whole-client.json');
  await writeFile(
    project,
    JSON.stringify({ compilerOptions: OPTIONS, files: ['whole-client.ts'] }),
  );
  const args = [moduleFile(compiler), '-p', project, '--extendedDiagnostics'];
  const { stdout } = await run(process.execPath, args).catch((error: { stdout: string }) => {
    throw new Error(`${compiler} refuses whole-client.ts:\n${error.stdout}`);
  });
  return Number(/^Instantiations:\s*(\d+)$/m.exec(stdout)![1]);
}
