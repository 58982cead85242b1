// Whatever is in the file, events are read, and what is none is set aside and counted.
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import { LONGEST_LINE } from '../../../../src/forwarder/overflow/lines.ts';
import { drain, filesAt, idsOf, line, MANY, newPath, overflow, textOf } from './support.ts';

function fileOf(content: string | Uint8Array): string {
  const path = newPath();
  mkdirSync(dirname(path), { mode: 0o700 });
  writeFileSync(path, content);
  return path;
}

describe('lines that are no events', () => {
  test.each<[string, string | Uint8Array]>([
    ['half an event', '{"event_id":"x"'],
    ['two of them', '{"event_id":"x"}{"event_id":"y"}'],
    ['an array', '[{"event_id":"x"}]'],
    ['null', 'null'],
    ['a number', '12'],
    ['not UTF-8', Buffer.from('{"event_id":"\xff"}', 'latin1')],
    ['zeros, as after a power failure', Buffer.alloc(100)],
  ])('%s', async (_, bad) => {
    const path = fileOf(
      Buffer.concat([`${line('a')}\n`, bad, `\n${line('b')}\n`].map((each) => Buffer.from(each))),
    );
    const file = overflow({ path });
    expect(await drain(file)).toEqual(['a', 'b']);
    expect(file.corrupt).toBe(1);
    expect(await textOf(`${path}.corrupt`)).toBe(`${Buffer.from(bad).toString()}\n`);
    expect(await filesAt(path)).toEqual(['*.corrupt']);
  });

  test('one longer than an event may be', async () => {
    const path = fileOf(`${line('a')}\n`);
    truncateSync(path, LONGEST_LINE + 100);
    appendFileSync(path, `\n${line('b')}\n`);
    const file = overflow({ path });
    expect(await drain(file)).toEqual(['a', 'b']);
    expect(file.corrupt).toBe(1);
    expect(statSync(`${path}.corrupt`).size).toBe(LONGEST_LINE + 100 - line('a').length);
  });

  test('so many that all of them are not looked at at once', async () => {
    const bad = `${'x'.repeat(99)}\n`.repeat(200_000);
    const file = overflow({ path: fileOf(`${bad}${line('a')}\n`) });
    const piece = await file.read({ events: 1, bytes: 100 });
    expect(idsOf(piece)).toEqual(['a']);
    expect(file.corrupt).toBeGreaterThan(0);
    await file.remove(piece!.end);
    expect(file.corrupt).toBe(200_000);
    await file.release();
  });

  test('nothing but such', async () => {
    const path = fileOf('x\ny\n');
    const file = overflow({ path });
    expect((await file.read(MANY))!.lines).toEqual([]);
    expect(file.corrupt).toBe(2);
    expect(file.bytes).toBe(0);
    expect(await filesAt(path)).toEqual(['*.corrupt']);
  });

  test('blank ones are nobody’s loss', async () => {
    const path = fileOf(`\n\n${line('a')}\r\n \n${line('b')}\n\n`);
    const file = overflow({ path });
    expect(await drain(file)).toEqual(['a', 'b']);
    expect(file.corrupt).toBe(0);
    expect(await filesAt(path)).toEqual([]);
  });

  test('are set aside when they are taken off, and once, however often they are read', async () => {
    const path = fileOf(`x\n${line('a')}\ny\n\nz\n${line('b')}\nlast\n`);
    const file = overflow({ path });
    for (const events of [9, 1, 9]) await file.read({ events, bytes: 1e6 });
    expect(file.corrupt).toBe(0);
    expect(await filesAt(path)).toEqual(['*', '*.reader']);
    const { lines } = (await file.read(MANY))!;
    await file.remove(lines[0]!.offset);
    expect(file.corrupt).toBe(1);
    await file.remove(lines[1]!.offset);
    expect(file.corrupt).toBe(3);
    await file.release();
    expect(await drain(file)).toEqual(['b']);
    expect(file.corrupt).toBe(4);
    expect(await textOf(`${path}.corrupt`)).toBe('x\ny\n\nz\nlast\n');
  });

  test('are set aside one by one where a piece ends among them that is smaller than the one before', async () => {
    const path = fileOf(`${line('a')}\nx\ny\n${line('b')}\nz\n${line('c')}\n`);
    const file = overflow({ path });
    await file.read(MANY);
    const upToX = { events: 9, bytes: `${line('a')}\nx\n`.length };
    await file.remove((await file.read(upToX))!.end);
    expect(file.corrupt).toBe(1);
    await file.remove((await file.read({ events: 1, bytes: 1e6 }))!.end);
    expect(file.corrupt).toBe(2);
    expect(await drain(file)).toEqual(['c']);
    expect(file.corrupt).toBe(3);
    expect(await textOf(`${path}.corrupt`)).toBe('x\ny\nz\n');
  });

  test('are set aside one by one where others come behind a piece that is read once more', async () => {
    const path = fileOf(`${line('a')}\nx\n`);
    const file = overflow({ path });
    const { end } = (await file.read(MANY))!;
    appendFileSync(path, 'y\n');
    await file.read(MANY);
    await file.remove(end);
    expect(file.corrupt).toBe(1);
    expect(await drain(file)).toEqual([]);
    expect(file.corrupt).toBe(2);
    expect(await textOf(`${path}.corrupt`)).toBe('x\ny\n');
  });

  test('are counted where they cannot be set aside', async () => {
    const path = fileOf(`x\n${line('a')}\n`);
    mkdirSync(`${path}.corrupt`);
    const file = overflow({ path });
    expect(await drain(file)).toEqual(['a']);
    expect(file.corrupt).toBe(1);
  });
});

describe('a file that was cut off', () => {
  test('at every byte of its last block: all other lines are there, and the cut one is counted', async () => {
    const texts = ['a', 'b', 'c', 'd'].map((id) => line(id, { text: 'ü€😀' }));
    const whole = Buffer.from(texts.map((text) => `${text}\n`).join(''));
    const ends = texts.map((_, nth) => Buffer.byteLength(texts.slice(0, nth + 1).join('\n')));
    for (let cut = ends[1]! + 1; cut < whole.length; cut++) {
      const path = fileOf(whole.subarray(0, cut));
      const file = overflow({ path });
      // A line that lacks nothing but its newline is whole.
      const complete = ends.filter((end) => end <= cut).length;
      const isTorn = !ends.includes(cut) && !ends.includes(cut - 1);
      if (cut % 2) await file.append([line('next')]);
      else file.appendSync([line('next')]);
      expect(await drain(file), `cut at ${cut}`).toEqual([
        ...['a', 'b', 'c', 'd'].slice(0, complete),
        'next',
      ]);
      expect(file.corrupt, `cut at ${cut}`).toBe(isTorn ? 1 : 0);
    }
  });

  test('is read without anything being appended, too', async () => {
    const whole = Buffer.from(`${line('a')}\n${line('ü')}`);
    for (let cut = line('a').length + 1; cut <= whole.length; cut++) {
      const file = overflow({ path: fileOf(whole.subarray(0, cut)) });
      expect(await drain(file)).toEqual(cut === whole.length ? ['a', 'ü'] : ['a']);
      expect(file.corrupt).toBe(cut === whole.length || whole[cut - 1] === 10 ? 0 : 1);
    }
  });

  test.each([
    ['half a line', '{"eve', ['a'], 1],
    ['a line without its newline', line('b'), ['a', 'b'], 0],
  ])('and gets more after %s was handed out', async (_, tail, ids, corrupt) => {
    const path = fileOf(`${line('a')}\n${tail}`);
    const file = overflow({ path });
    const piece = await file.read(MANY);
    expect(idsOf(piece)).toEqual(ids);
    await overflow({ path }).append([line('c')]);
    await file.remove(piece!.end);
    expect(await drain(file)).toEqual(['c']);
    expect(file.corrupt).toBe(corrupt);
  });

  test('is not taken for cut off while somebody is writing its last line', async () => {
    const [half, rest] = [line('b').slice(0, 7), line('b').slice(7)];
    const path = fileOf(`${line('a')}\n${half}`);
    const lock = new FileLock(`${path}.lock`);
    lock.tryAcquire();
    const reading = overflow({ path }).read(MANY);
    const isRead = await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 50))]);
    expect(isRead).toBeUndefined();
    appendFileSync(path, `${rest}\n`);
    lock.release();
    expect(idsOf(await reading)).toEqual(['a', 'b']);
  });

  test('is not read before it is known what is being written', async () => {
    const path = fileOf(`${line('a')}\n{"eve`);
    const lock = new FileLock(`${path}.lock`);
    lock.tryAcquire();
    const file = overflow({ path }, { patience: 20 });
    await expect(file.read(MANY)).rejects.toThrow(`${path}.lock is not to be had`);
    // Others can try, too.
    expect(await filesAt(path)).toEqual(['*', '*.lock']);
    // What was being written came to nothing, and something else to its place.
    truncateSync(path, line('a').length + 1);
    lock.release();
    await file.append([line('b')]);
    expect(await drain(file)).toEqual(['a', 'b']);
    expect(file.corrupt).toBe(0);
  });
});

describe('a cursor', () => {
  const ids = Array.from({ length: 300 }, (_, nth) => `${nth}`);

  /** A file of which so many were taken off, by a process that has ended. */
  async function halfRead(events = 100): Promise<string> {
    const path = newPath();
    const file = overflow({ path });
    await file.append(ids.map((id) => line(id)));
    await file.remove((await file.read({ events, bytes: 1e6 }))!.end);
    await file.release();
    return path;
  }

  test('says where the next one goes on', async () => {
    for (const events of [1, 100, 299]) {
      expect(await drain(overflow({ path: await halfRead(events) }))).toEqual(ids.slice(events));
    }
  });

  test.each<[string, (cursor: { offset: number; digest: string }) => string]>([
    ['nothing', () => ''],
    ['no JSON', () => '{"offset":'],
    ['null', () => 'null'],
    ['no offset', ({ digest }) => JSON.stringify({ digest })],
    ['half a byte', (cursor) => JSON.stringify({ ...cursor, offset: 0.5 })],
    ['less than nothing', (cursor) => JSON.stringify({ ...cursor, offset: -1 })],
    ['another offset', (cursor) => JSON.stringify({ ...cursor, offset: cursor.offset + 1 })],
    ['the future', (cursor) => JSON.stringify({ ...cursor, offset: 2 ** 52 })],
    ['another digest', (cursor) => JSON.stringify({ ...cursor, digest: 'x' })],
  ])('that says %s is ignored, and all is sent again', async (_, change) => {
    const path = await halfRead();
    const cursor = JSON.parse(await textOf(`${path}.cursor`)) as { offset: number; digest: string };
    writeFileSync(`${path}.cursor`, change(cursor));
    const file = overflow({ path });
    await file.look();
    expect(file.bytes).toBe(statSync(path).size);
    expect(await drain(file)).toEqual(ids);
    expect(await filesAt(path)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['replaced by other lines', Array.from({ length: 300 }, (_, nth) => `new-${nth}`)],
    ['shortened', ids.slice(0, 50)],
    ['edited', ids.with(99, 'edited')],
  ])('of a file that was %s is ignored', async (_, others) => {
    const path = await halfRead();
    writeFileSync(path, others.map((id) => `${line(id)}\n`).join(''));
    expect(await drain(overflow({ path }))).toEqual(others);
  });

  test('counts for a file to which lines were added by hand', async () => {
    const path = await halfRead();
    appendFileSync(path, `${line('more')}\n`);
    expect(await drain(overflow({ path }))).toEqual([...ids.slice(100), 'more']);
  });

  test('that cannot be written does not keep the reader from going on', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append(ids.map((id) => line(id)));
    mkdirSync(`${path}.cursor.tmp`);
    await file.remove((await file.read({ events: 100, bytes: 1e6 }))!.end);
    expect(idsOf(await file.read({ events: 1, bytes: 1e6 }))).toEqual(['100']);
    await file.release();
    expect(await drain(file)).toEqual(ids);
  });

  test('that could not be written is written at the end', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append(ids.map((id) => line(id)));
    mkdirSync(`${path}.cursor.tmp`);
    await file.remove((await file.read({ events: 100, bytes: 1e6 }))!.end);
    rmdirSync(`${path}.cursor.tmp`);
    await file.release();
    expect(await drain(overflow({ path }))).toEqual(ids.slice(100));
  });
});

describe('while it is read', () => {
  test.each<[string, (path: string) => void, string[]]>([
    ['removed', (path) => rmSync(path), []],
    [
      'replaced',
      (path) => {
        rmSync(path);
        writeFileSync(`${path}.other`, `${line('x')}\n`);
        renameSync(`${path}.other`, path);
      },
      ['x'],
    ],
    ['shortened', (path) => truncateSync(path, line('a').length + 1), ['a']],
    [
      'edited',
      (path) =>
        writeFileSync(
          path,
          'x,y,z'
            .split(',')
            .map((id) => `${line(id)}\n`)
            .join(''),
        ),
      ['x', 'y', 'z'],
    ],
  ])('a file that is %s by somebody else is read anew', async (_, change, left) => {
    const path = newPath();
    const file = overflow({ path });
    await file.append([line('a'), line('b'), line('c')]);
    const { end } = (await file.read({ events: 2, bytes: 1e6 }))!;
    change(path);
    await file.remove(end);
    expect(await drain(file)).toEqual(left);
  });

  test('a file that is edited where it stands, after some was taken off, is read from its beginning', async () => {
    const path = newPath();
    const file = overflow({ path });
    await file.append(['a', 'b', 'c', 'd'].map((id) => line(id)));
    await file.remove((await file.read({ events: 1, bytes: 1e6 }))!.end);
    writeFileSync(path, ['w', 'x', 'y', 'z'].map((id) => `${line(id)}\n`).join(''));
    expect(await drain(file)).toEqual(['w', 'x', 'y', 'z']);
  });
});
