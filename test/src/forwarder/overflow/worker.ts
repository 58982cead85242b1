// Works on overflow files and locks in a process of its own: `worker COMMAND JSON`.
import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { FileLock } from '../../../../src/forwarder/overflow/file-lock.ts';
import { OverflowFile } from '../../../../src/forwarder/overflow/overflow-file.ts';

interface Arguments {
  readonly path: string;
  readonly name: string;
  readonly count: number;
  readonly from: number;
  readonly uid?: number;
}

/** At once, so that nothing printed is lost in a kill. */
const print = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);

const textOf = (id: string) =>
  JSON.stringify({ event_id: id, padding: 'ü'.repeat(id.length * 20) });

const fileOf = ({ path }: Arguments) =>
  new OverflowFile({ path, maxBytes: 1e9, fsync: 'never' }, { compactBytes: 2_000 });

const random = (below: number) => Math.floor(Math.random() * below);

const commands: Record<string, (args: Arguments, file?: OverflowFile) => void | Promise<void>> = {
  /** Appends, in blocks of 1 to 4 events. */
  async append(args) {
    const file = fileOf(args);
    for (let next = 0; next < args.count;) {
      const ids = Array.from(
        { length: Math.min(1 + random(4), args.count - next) },
        () => `${args.name}-${next++}`,
      );
      await file.append(ids.map(textOf));
    }
  },

  /** Reads and removes, piece by piece, until it has seen so many events. Prints their ids. */
  async drain(args) {
    const file = fileOf(args);
    for (let left = args.count; left > 0;) {
      const piece = await file.read({ events: 1 + random(200), bytes: 1e6 });
      for (const { event } of piece!.lines) print(event.event_id);
      left -= piece!.lines.length;
      await file.remove(piece!.end);
      if (random(3) === 0) await file.release();
    }
    await file.release();
    print('corrupt', file.corrupt);
  },

  /**
   * Appends, reads and removes until it is killed. Prints what it has appended when that is
   * acknowledged, and what it is about to remove.
   */
  async churn(args, file = fileOf(args)) {
    for (let next = args.from; ;) {
      const ids = Array.from({ length: 1 + random(5) }, () => `${next++}`);
      print('begin', ...ids);
      await file.append(ids.map(textOf));
      print('appended', ...ids);
      if (random(3) > 0) continue;
      const piece = await file.read({ events: 1 + random(12), bytes: 1e6 });
      if (!piece) continue;
      print('remove', ...piece.lines.map(({ event }) => event.event_id));
      await file.remove(piece.end);
      if (random(2) === 0) await file.release();
    }
  },

  /** Appends at the exit. */
  exit(args) {
    const file = fileOf(args);
    process.once('exit', () =>
      file.appendSync(['1', '2'].map((nth) => textOf(`${args.name}-${nth}`))),
    );
  },

  /** Appends at the exit, in the middle of everything else. */
  async exitAmid(args) {
    const file = fileOf(args);
    process.once('exit', () => file.appendSync([textOf(`${args.name}-last`)]));
    setTimeout(() => process.exit(), random(12));
    await commands['churn']!(args, file);
  },

  /** Tries to append. Prints the code of what it throws. */
  async tryAppend(args) {
    if (args.uid !== undefined) process.setuid!(args.uid);
    const file = fileOf(args);
    for (let nth = 0; nth < args.count; nth++) {
      try {
        await file.append([textOf(`${args.name}-${nth}`)]);
        print('appended', `${args.name}-${nth}`);
      } catch (error) {
        print('failed', (error as NodeJS.ErrnoException).code!);
      }
    }
  },

  /**
   * Takes a lock again and again, and half of the time ends without giving it back, as it would seem:
   * what it leaves is a lock of a process that has ended. Prints when it was not alone.
   */
  async race(args) {
    for (let nth = 0; nth < args.count; nth++) {
      const lock = new FileLock(args.path);
      await lock.acquire(20_000);
      try {
        closeSync(openSync(`${args.path}.inside`, 'wx'));
      } catch {
        print('not alone');
      }
      unlinkSync(`${args.path}.inside`);
      if (random(2) === 0) lock.release();
      else {
        const owner = JSON.parse(readFileSync(args.path, 'utf8')) as object;
        writeFileSync(args.path, JSON.stringify({ ...owner, started: 1 }));
      }
    }
    print('done');
  },

  /** Holds a lock until it is killed. */
  hold(args) {
    if (!new FileLock(args.path).tryAcquire()) throw new Error('somebody holds it');
    print('held');
    setInterval(() => {}, 1_000);
  },
};

await commands[process.argv[2]!]!(JSON.parse(process.argv[3]!) as Arguments);
