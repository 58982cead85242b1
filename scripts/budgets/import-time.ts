import { interleaved } from '../../bench/statistics.ts';
import { run } from '../package/run.ts';

/** Milliseconds that a fresh process takes to import an entry, less what it takes to import nothing; the median of many. */
export async function importTime(entry: string, folder: string): Promise<number> {
  const { it, nothing } = await interleaved(41, {
    it: () => timeOf(entry, folder),
    nothing: () => timeOf('data:text/javascript,', folder),
  });
  return it - nothing;
}

async function timeOf(specifier: string, folder: string): Promise<number> {
  const program = `const began = performance.now(); await import('${specifier}'); console.log(performance.now() - began)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
  });
  return Number(stdout);
}
