// Two generators that know nothing of us digest the document, and what they write compiles.
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BIN, run } from './support/run.ts';
import { GENERATED } from './support/components.ts';

const DOCUMENT = join(GENERATED, 'openapi.json');

// What a user of the generated types writes: each line that compiles, and each that must not.
const USE = (module: string) => `
import type {
  EventRecord,
  IngestRequest,
  LifecycleEvent,
  Session,
  SessionReport,
  SessionStateReport,
} from '${module}';

type Same<A, B> = [A, B] extends [B, A] ? true : false;
export const union: Same<SessionReport, LifecycleEvent | SessionStateReport> = true;
export const both: Same<LifecycleEvent, SessionStateReport> = false;

export const transition: SessionReport = {
  event_type: 'session_start',
  session_id: '59247-1777085379101',
  started_at: '2026-04-25T03:09:11Z',
};
export const state: SessionReport = {
  session_id: '59247-1777085379101',
  state: 'idle',
  timestamp: '2026-04-25T03:09:11Z',
  parent_id: null,
};
// @ts-expect-error neither of the two forms
export const neither: SessionReport = { session_id: '59247-1777085379101' };
// @ts-expect-error a session_start without started_at
export const unstarted: SessionReport = { event_type: 'session_start', session_id: 'x' };
// @ts-expect-error not a state
export const paused: SessionReport = { session_id: 'x', state: 'paused', timestamp: 'x' };

export function formOf(report: SessionReport): string {
  return 'event_type' in report ? String(report.event_type) : String(report.state);
}

export const batch: IngestRequest = {
  events: [
    {
      schema_version: 2,
      event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10',
      timestamp: '2026-04-25T03:09:32.138Z',
      source: 'proxy',
      platform: 'claude-code',
      action_type: 'tools/call',
      session_id: '59247-1777085379101',
      agent_id: 'ne-pid-59247',
      labels: { process_name: 'claude' },
      unheard_of: { kept: true },
    },
  ],
};

export const ended = (session: Session): string | null => session.ended_at;
export const tool = (event: EventRecord): string | null => event.tool_name;
`;

const CONFIG = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
    noEmit: true,
    skipLibCheck: false,
  },
  include: ['**/*.ts'],
};

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'generated-'));
  folders.push(folder);
  await symlink(dirname(BIN), join(folder, 'node_modules'));
  await cp(DOCUMENT, join(folder, 'openapi.json'));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(CONFIG));
  return folder;
}

describe.concurrent('generators', () => {
  it.each([
    {
      generator: 'openapi-ts',
      args: ['--input', 'openapi.json', '--output', 'out', '--no-log-file'],
      module: './out/index',
    },
    {
      generator: 'orval',
      args: ['--input', 'openapi.json', '--output', 'out/api.ts', '--client', 'fetch'],
      module: './out/api',
    },
  ])(
    '$generator digests the document, and its output compiles under --strict',
    async ({ generator, args, module }) => {
      const folder = await project();
      const { code, output } = await run(generator, args, folder);
      expect(code, output).toBe(0);
      expect(output).not.toMatch(/warn|error|fail|unsupported|invalid|skipp|⚠|❌/i);

      await writeFile(join(folder, 'use.ts'), USE(module));
      const compiled = await run('tsc', ['-p', '.'], folder);
      expect(compiled.output).toBe('');
      expect(compiled.code).toBe(0);
    },
    60_000,
  );
});
