import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accept, Lab, newEvent, problem, until, type Answering } from './support/lab.ts';

/** Two forwarders, as of two processes, on one file in which an event waits; the first is sending it. */
async function twoOnOneFile() {
  let answerFirst!: () => void;
  const first = new Promise<void>((resolve) => (answerFirst = resolve));
  const heldOnce: Answering = async (sent, nth) => {
    if (nth === 1) await first;
    return accept(sent, nth);
  };
  const lab = new Lab(heldOnce);
  mkdirSync(dirname(lab.path), { recursive: true });
  writeFileSync(lab.path, `${JSON.stringify(newEvent('waiting'))}\n`);
  const flushed = lab.forwarder.flush();
  await until(() => lab.sent.length === 1);
  return { lab, flushed, answerFirst, other: lab.another() };
}

describe('while another forwarder sends what is in the file', () => {
  test('what comes goes behind it, and does not overtake it', async () => {
    const { lab, flushed, answerFirst, other } = await twoOnOneFile();
    other.enqueue(newEvent('newer'));
    await other.flush();
    expect(other.stats()).toMatchObject({ spilled: 1, delivered: 0 });
    expect(lab.batches).toEqual([['waiting']]);
    answerFirst();
    await flushed;
    await lab.clock.advance(2_000);
    expect(lab.batches).toEqual([['waiting'], ['newer']]);
  });

  test('nothing is sent twice', async () => {
    const { lab, flushed, answerFirst, other } = await twoOnOneFile();
    await other.flush();
    answerFirst();
    await flushed;
    await other.flush();
    expect(lab.batches).toEqual([['waiting']]);
  });

  test('and gives up, the next one takes over, without being asked', async () => {
    const { lab, other } = await twoOnOneFile();
    await other.flush();
    expect(lab.batches).toEqual([['waiting']]);
    await lab.forwarder.close({ timeout: 0 });
    await lab.clock.advance(2_000);
    expect(lab.batches).toEqual([['waiting'], ['waiting']]);
    expect(other.stats()).toMatchObject({ recovered: 1, delivered: 1 });
  });
});

test('what could neither be sent nor written is written as soon as that is possible', async () => {
  const lab = new Lab(() => problem(503), { retry: { attempts: 0, baseDelay: 300_000 } });
  writeFileSync(dirname(lab.path), 'in the way');
  lab.enqueue('a');
  await lab.clock.advance(1_000);
  expect(lab.forwarder.stats()).toMatchObject({ buffered: 1, spilled: 0 });
  rmSync(dirname(lab.path));
  await lab.clock.advance(2_000);
  expect(lab.forwarder.stats()).toMatchObject({ buffered: 0, spilled: 1 });
  expect(lab.inFile).toEqual(['a']);
});
