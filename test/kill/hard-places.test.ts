import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { bundlePrograms, type Programs } from './bundle.ts';
import { ForwarderProcess } from './forwarder-process.ts';
import { numbered } from './numbered.ts';
import { overflowState } from './overflow-state.ts';
import type { Surroundings } from './program.ts';
import { Reference } from './reference.ts';
import type { ForwarderPlan } from './told.ts';

vi.setConfig({ testTimeout: 60_000 });

let programs: Programs;
beforeAll(async () => {
  programs = await bundlePrograms();
});
afterAll(() => programs[Symbol.asyncDispose]());

/** A folder of the running test. */
async function someFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kill-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function startReference({ isUp = true } = {}): Promise<Reference> {
  const reference = new Reference();
  onTestFinished(() => reference[Symbol.asyncDispose]());
  await reference.open();
  if (!isUp) await reference.shut();
  return reference;
}

function start(
  plan: Partial<ForwarderPlan> & Pick<ForwarderPlan, 'options'>,
  surroundings?: Surroundings,
): ForwarderProcess {
  const whole = {
    first: 1,
    total: 100,
    burst: 100,
    pause: 1,
    bytes: 0,
    session: 's',
    end: 'close',
    closeTimeout: 1_000,
    ...plan,
  } as const;
  const process = new ForwarderProcess(programs.forwarder, whole, surroundings);
  onTestFinished(() => process[Symbol.asyncDispose]());
  return process;
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
}

describe('a process in which only the forwarder is left', () => {
  // A timer that kept it alive would do so for longer than the test waits.
  const HOURS = { flushInterval: 3_600_000, retry: { baseDelay: 3_600_000, maxDelay: 3_600_000 } };

  test.each([
    { when: 'nothing was sent yet', isUp: true, batchSize: 500 },
    { when: 'the server is up', isUp: true, batchSize: 30 },
    { when: 'the server is down', isUp: false, batchSize: 30 },
    { when: 'the server hangs', isUp: true, batchSize: 30, fault: { delay_ms: 3_600_000 } },
  ])(
    'ends by itself, and leaves in the file what was in memory: $when',
    async ({ isUp, batchSize, fault }) => {
      const reference = await startReference({ isUp });
      if (fault) reference.faults.add({ match: { operation: 'ingestEvents' }, ...fault });
      const path = join(await someFolder(), 'deep/overflow.jsonl');
      const options = { baseUrl: reference.url, path, batchSize, timeout: 300, ...HOURS };
      const forwarder = start({ options, end: 'nothing' });
      await forwarder.ended();
      const { delivered } = forwarder.life;
      expect(delivered.size > 0).toBe(isUp && batchSize === 30 && !fault);
      expect([...delivered, ...(await overflowState(path)).waiting]).toEqual(numbers(1, 100));
      expect([...(await reference.stored()).keys()].toSorted(ascending)).toEqual([...delivered]);
    },
  );
});

describe('a read-only home', () => {
  /** For root, no folder is read-only. */
  const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};

  test.each([{ isUp: true }, { isUp: false }])(
    'disturbs no delivery, and what cannot be delivered is counted: $isUp',
    async ({ isUp }) => {
      const reference = await startReference({ isUp });
      const home = await someFolder();
      await chmod(home, 0o555);
      const options = { baseUrl: reference.url, batchSize: 30, retry: { attempts: 0 } };
      const forwarder = start({ options }, { env: { HOME: home }, ...uid });
      await forwarder.ended();
      const { life } = forwarder;
      expect(life.contradictions).toEqual([]);
      const [all, none] = [numbers(1, 100), [] as number[]];
      expect([...life.delivered]).toEqual(isUp ? all : none);
      expect([...life.dropped]).toEqual(isUp ? none : all);
      expect(life.closing?.report).toMatchObject({ delivered: isUp ? 100 : 0, spilled: 0 });
      expect(life.errors.some((message) => /EACCES|EPERM/.test(message))).toBe(!isUp);
      expect((await readdir(home)).length).toBe(0);
    },
  );
});

/** Where a program has little room, and how it is told of that. */
const FULL_DISKS: readonly {
  readonly kind: string;
  readonly error: RegExp;
  readonly possible: boolean;
  make(folder: string): Surroundings;
}[] = [
  {
    kind: 'a limit for the size of files',
    error: /EFBIG/,
    possible: true,
    // Of 512 bytes.
    make: () => ({ within: ['sh', '-c', 'ulimit -f 200; exec "$0" "$@"'] }),
  },
  {
    kind: 'a file system without room',
    error: /ENOSPC/,
    possible: canMount(),
    make(folder) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder]);
      onTestFinished(() => void execFileSync('umount', [folder]));
      return {};
    },
  },
];

describe.each(FULL_DISKS)('a full disk: $kind', ({ error, possible, make }) => {
  const plan = { total: 2_000, burst: 10, pause: 2, bytes: 600 };

  test.runIf(possible)('costs nothing but the oldest, and what it took is delivered', async () => {
    const folder = await someFolder();
    const surroundings = make(folder);
    const reference = await startReference({ isUp: false });
    const path = join(folder, 'overflow.jsonl');
    const options = {
      baseUrl: reference.url,
      path,
      capacity: 100,
      batchSize: 20,
      flushInterval: 5,
      retry: { attempts: 0, baseDelay: 5, maxDelay: 20 },
    };
    const forwarder = start({ options, ...plan, end: 'drain', closeTimeout: 10_000 }, surroundings);
    await forwarder.fails(error);
    await reference.open();
    await forwarder.ended();
    const { life } = forwarder;
    expect(life.contradictions).toEqual([]);
    expect(life.everSpilled.size).toBeGreaterThan(0);
    expect(life.delivered.size + life.dropped.size).toBe(plan.total);
    expect(life.closing!.report).toMatchObject({ spilled: 0, rejected: 0 });
    expect([...(await reference.stored()).keys()].toSorted(ascending)).toEqual(
      [...life.delivered].toSorted(ascending),
    );
    for (const stored of (await reference.bySession()).values()) {
      expect(stored).toEqual(stored.toSorted(ascending));
    }
    expect(await overflowState(path)).toMatchObject({ waiting: [], corrupt: [], torn: undefined });
  });

  test.runIf(possible)('leaves a good file, and what did not fit is counted', async () => {
    const folder = await someFolder();
    const surroundings = make(folder);
    const path = join(folder, 'overflow.jsonl');
    const options = {
      baseUrl: (await startReference({ isUp: false })).url,
      path,
      capacity: 100,
      batchSize: 20,
      flushInterval: 5,
      retry: { attempts: 0, baseDelay: 5, maxDelay: 20 },
    };
    const forwarder = start({ options, ...plan }, surroundings);
    await forwarder.ended();
    const { life } = forwarder;
    expect(life.contradictions).toEqual([]);
    expect([life.memory.size, life.spilled.size + life.dropped.size]).toEqual([0, plan.total]);
    expect(life.closing!.report).toMatchObject({
      spilled: life.spilled.size,
      dropped: life.dropped.size,
    });
    const { waiting, corrupt, torn } = await overflowState(path);
    expect({ waiting, corrupt, torn }).toEqual({
      waiting: [...life.spilled].toSorted(ascending),
      corrupt: [],
      torn: undefined,
    });
  });
});

describe('a file that ends in the middle of a character', () => {
  const lines = [1, 2, 3, 4].map((number) => JSON.stringify(numbered(number, 's')));
  const whole = Buffer.from(lines.join('\n'));
  // Each of the three bytes of the last emoji that are not its whole.
  const end = whole.lastIndexOf('😀');
  const cuts = [1, 2, 3].map((bytes) => whole.subarray(0, end + bytes));

  test.each(cuts)('%# is delivered but for its last line, which is set aside', async (bytes) => {
    const reference = await startReference();
    const path = join(await someFolder(), 'overflow.jsonl');
    writeFileSync(path, bytes);
    const forwarder = start({ options: { baseUrl: reference.url, path }, first: 11, end: 'drain' });
    await forwarder.ended();
    expect([...forwarder.life.delivered]).toEqual([1, 2, 3, ...numbers(11, 110)]);
    expect(forwarder.life.closing!.flows.overflow.corrupt).toBe(1);
    const torn = bytes.subarray(bytes.lastIndexOf('\n') + 1);
    expect(readFileSync(`${path}.corrupt`).subarray(0, torn.length)).toEqual(torn);
    expect((await reference.stored()).size).toBe(103);
  });

  test.each(cuts)('%# is appended to on a new line', async (bytes) => {
    const reference = await startReference({ isUp: false });
    const path = join(await someFolder(), 'overflow.jsonl');
    writeFileSync(path, bytes);
    const options = { baseUrl: reference.url, path, retry: { attempts: 0 } };
    const forwarder = start({ options, first: 11 });
    await forwarder.ended();
    expect([...forwarder.life.spilled]).toEqual(numbers(11, 110));
    const { waiting, corrupt } = await overflowState(path);
    expect(waiting).toEqual([1, 2, 3, ...numbers(11, 110)]);
    expect(corrupt).toEqual([bytes.subarray(bytes.lastIndexOf('\n') + 1).toString('latin1')]);
  });
});

/** Whether this process may make a file system of its own. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
