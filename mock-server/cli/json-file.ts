import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';
import { whyNot } from './why-not.ts';

/**
 * Reads a JSON file.
 * @param source what names it
 * @throws UsageError that names the source and the file; it quotes nothing, for a secret may be in it
 */
export async function readJsonFile(path: string, source: string): Promise<unknown> {
  const text = await readText(path, source);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { 1: position } = /position (\d+)/.exec((error as Error).message) ?? [];
    const line = position && text.slice(0, Number(position)).split('\n').length;
    throw new UsageError(
      `${source} names ${path}, which is not JSON${line ? `: see line ${line}` : ''}`,
    );
  }
}

async function readText(path: string, source: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${source} names ${path}, which ${whyNot('read', error)}`);
  }
}
