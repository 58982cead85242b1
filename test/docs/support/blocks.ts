import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/package/run.ts';

/** A code block of a page. */
export interface Block {
  /** Where it stands, such as `docs/mock.md:12`. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
  /** Names that it takes from `given.ts`: `<!-- given: event, signal -->` before it. */
  readonly given: readonly string[];
  /** Why it is not run: `<!-- not run: … -->` before it. */
  readonly notRun: string | undefined;
  /** What it prints: the next block, where `<!-- prints -->` stands before that. `…` stands for anything. */
  readonly prints: { readonly language: string; readonly code: string } | undefined;
}

const FENCE = /(?:^<!-- ([^\n]*?) -->\n\n?)?^```(\w*)[^\n]*\n(.*?)^```$/gms;

/** Every page that a reader is sent to. */
export function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'vectors/README.md', ...docs.map((name) => `docs/${name}`)];
}

export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const found = [...text.matchAll(FENCE)].map((match) => {
    const [whole, note = '', language = '', code = ''] = match;
    const line = text.slice(0, match.index + whole.indexOf('```')).split('\n').length;
    return { at: `${page}:${line}`, language, code, note };
  });
  return found
    .map(({ at, language, code, note }, nth): Block & { readonly note: string } => {
      const next = found[nth + 1];
      return {
        at,
        language,
        code,
        note,
        given: valueOf(note, 'given')?.split(/, */) ?? [],
        notRun: valueOf(note, 'not run'),
        prints: next?.note === 'prints' ? next : undefined,
      };
    })
    .filter(({ note }) => note !== 'prints');
}

function valueOf(note: string, key: string): string | undefined {
  return note.startsWith(`${key}: `) ? note.slice(key.length + 2) : undefined;
}
