// Several processes with the same file, and processes that are killed.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verify } from '../../../../src/forwarder/overflow/inspect.ts';
import { drain, filesAt, newPath, overflow, Worker } from './support.ts';

/** Rounds of killing; many in a long run. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 20);

test('two append, and a third one reads and removes: nothing is lost or torn, and each one’s order is kept', async () => {
  const path = newPath();
  const count = 2_000;
  const workers = [
    new Worker('append', { path, name: 'a', count }),
    new Worker('append', { path, name: 'b', count }),
  ];
  const reader = new Worker('drain', { path, count: 2 * count });
  for (const worker of workers) await worker.done();
  const printed = await reader.done();
  expect(printed.pop()).toBe('corrupt 0');
  for (const name of ['a', 'b']) {
    expect(printed.filter((id) => id.startsWith(name))).toEqual(
      Array.from({ length: count }, (_, nth) => `${name}-${nth}`),
    );
  }
  expect(printed).toHaveLength(2 * count);
  expect(existsSync(path)).toBe(false);
});

/** What a process that was killed has said that it had done, or was about to do. */
function told(printed: readonly string[], what: string): string[] {
  return printed
    .filter((text) => text.startsWith(`${what} `))
    .flatMap((text) => text.split(' ').slice(1))
    .filter((id) => id !== '');
}

test(`a process is killed at any moment, ${ROUNDS} times: nothing that was acknowledged is lost, and the file is good`, async () => {
  const path = newPath();
  let from = 0;
  /** Acknowledged, and not about to be removed. */
  let safe: string[] = [];
  const began = new Set<string>();
  const tally = { torn: 0, locks: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const worker = new Worker('churn', { path, from });
    await worker.prints(1 + Math.floor(40 * Math.random()));
    // At once, or a little later, in the middle of something else.
    if (round % 2) await new Promise((resolve) => setTimeout(resolve, 4 * Math.random()));
    await worker.kill();
    const begun = told(worker.printed, 'begin');
    for (const id of begun) began.add(id);
    from = Math.max(from, ...begun.map(Number)) + 1;
    const removed = new Set(told(worker.printed, 'remove'));
    safe = [...safe, ...told(worker.printed, 'appended')].filter((id) => !removed.has(id));

    if (existsSync(path)) {
      const report = await verify(path);
      expect(report.corrupt).toBeLessThanOrEqual(1 + tally.torn);
      tally.torn += report.torn ? 1 : 0;
      tally.locks += report.locks.writer ? 1 : 0;
      expect(report.duplicates).toBe(0);
    }
  }
  const file = overflow({ path }, { patience: 10_000 });
  const ids = await drain(file);
  expect(ids.every((id) => began.has(id))).toBe(true);
  expect(ids).toEqual(ids.toSorted((a, b) => Number(a) - Number(b)));
  const found = new Set(ids);
  expect(safe.filter((id) => !found.has(id))).toEqual([]);
  expect(file.corrupt).toBeLessThanOrEqual(tally.torn);
  expect((await filesAt(path)).filter((name) => name !== '*.corrupt')).toEqual([]);
  // Else nobody was killed in the middle of anything.
  if (ROUNDS >= 100) expect(tally.locks).toBeGreaterThan(0);
}, 600_000);

test('two are killed in turns, while the other one goes on', async () => {
  const path = newPath();
  const safe: string[] = [];
  const removed = new Set<string>();
  let from = 0;
  let survivor = new Worker('churn', { path, from });
  for (let round = 0; round < Math.ceil(ROUNDS / 4); round++) {
    from += 1_000_000;
    const next = new Worker('churn', { path, from });
    await next.prints(10);
    await survivor.kill();
    safe.push(...told(survivor.printed, 'appended'));
    for (const id of told(survivor.printed, 'remove')) removed.add(id);
    // It goes on where the dead one held a lock, too.
    await next.prints(next.printed.length + 10);
    survivor = next;
  }
  await survivor.kill();
  safe.push(...told(survivor.printed, 'appended'));
  for (const id of told(survivor.printed, 'remove')) removed.add(id);
  const found = new Set(await drain(overflow({ path }, { patience: 10_000 })));
  expect(safe.filter((id) => !found.has(id) && !removed.has(id))).toEqual([]);
}, 600_000);

test('a process that exits amid everything loses nothing', async () => {
  const path = newPath();
  const names = Array.from({ length: 8 }, (_, nth) => `w${nth}`);
  const seen: string[] = [];
  for (const name of names) {
    seen.push(...told(await new Worker('exitAmid', { path, name, from: 0 }).done(), 'remove'));
  }
  seen.push(...(await drain(overflow({ path }))));
  for (const name of names) expect(seen).toContain(`${name}-last`);
});
