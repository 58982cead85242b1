import { expect, test, vi } from 'vitest';
import { accept, Lab, newEvent, problem, type Answering } from './support/lab.ts';
import { MemoryFile, type FileWork } from './support/memory-overflow.ts';

// A file of which each kind of work can be made to fail.
vi.mock(
  '../../../src/forwarder/overflow/overflow-file.ts',
  () => import('./support/memory-overflow.ts'),
);

const down: Answering = () => problem(503);

/** A lab in whose file `a-1` to `a-4` wait, of an earlier run, and whose forwarder sends two at a time. */
async function labWithFour() {
  const lab = new Lab(down, { retry: { attempts: 0 } });
  lab.enqueue('a-1', 'a-2', 'a-3', 'a-4');
  await lab.forwarder.close({ timeout: 0 });
  lab.answer = accept;
  return { lab, file: MemoryFile.at(lab.path), forwarder: lab.another({ batchSize: 2 }) };
}

test('what cannot be taken off the file comes again, when that is possible, and then the rest', async () => {
  const { lab, file, forwarder } = await labWithFour();
  file.failing.add('remove');
  await forwarder.flush();
  expect(lab.batches).toEqual([['a-1', 'a-2']]);
  file.failing.clear();
  await lab.clock.advance(10_000);
  expect(lab.batches.slice(1).flat()).toEqual(['a-1', 'a-2', 'a-3', 'a-4']);
  expect(file.lines).toEqual([]);
});

test.each<FileWork>(['remove', 'read'])(
  'what comes while that is not possible goes behind it: %s fails',
  async (work) => {
    const { lab, file, forwarder } = await labWithFour();
    file.failing.add(work);
    for (const name of ['b-1', 'b-2', 'b-3']) forwarder.enqueue(newEvent(name));
    await forwarder.flush();
    file.failing.clear();
    await lab.clock.advance(10_000);
    const first = [...new Set(lab.batches.flat())];
    expect(first).toEqual(['a-1', 'a-2', 'a-3', 'a-4', 'b-1', 'b-2', 'b-3']);
  },
);

test('where nothing of the file works, what comes is sent all the same', async () => {
  const { lab, file, forwarder } = await labWithFour();
  for (const work of ['look', 'read', 'append', 'remove'] as const) file.failing.add(work);
  forwarder.enqueue(newEvent('b'));
  await forwarder.flush();
  expect(lab.batches).toEqual([['b']]);
  file.failing.clear();
  await forwarder.flush();
  expect(lab.batches.slice(1)).toEqual([
    ['a-1', 'a-2'],
    ['a-3', 'a-4'],
  ]);
});

test('an append that fails leaves the events in the buffer, in their order', async () => {
  const lab = new Lab(down, { retry: { attempts: 0 }, batchSize: 2 });
  MemoryFile.at(lab.path).failing.add('append');
  lab.enqueue('a', 'b', 'c');
  await lab.clock.advance(2_000);
  expect(lab.forwarder.stats()).toMatchObject({ buffered: 3, inFlight: 0, dropped: 0, spilled: 0 });
  lab.answer = accept;
  await lab.forwarder.flush();
  expect(lab.batches.slice(-2)).toEqual([['a', 'b'], ['c']]);
});
