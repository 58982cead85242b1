import { dirname, join } from 'node:path';
import type { Forwarder } from '../../../src/forwarder/index.ts';
import { Feeder } from './feeder.ts';
import type { Input } from './input.ts';
import { LeftOut } from './left-out.ts';
import { tellNews } from './news.ts';
import type { Outcome } from './outcome.ts';
import { readLines } from './reading.ts';
import { Room, type RoomLimits } from './room.ts';
import { settle } from './settle.ts';

/** What a delivery is bound by. */
interface Terms {
  readonly limits: RoomLimits;
  /** Prints a line for a person. */
  readonly say: (text: string) => void;
  /** Resolves when somebody wants it to end. */
  readonly stopped: Promise<void>;
}

/** Delivers all of the input, or what can be read of it until it is stopped or the token is refused. */
export async function deliver(
  input: Input,
  forwarder: Forwarder,
  { limits, say, stopped }: Terms,
): Promise<Outcome> {
  const rejectedFile = join(dirname(forwarder.flows().overflow.path), 'forwarder-rejected.jsonl');
  const stop = new AbortController();
  const { signal } = stop;
  let refusal: string | undefined;
  const onRefusedToken = (answer: string) => {
    refusal ??= answer;
    stop.abort();
  };
  void stopped.then(() => stop.abort());
  tellNews(forwarder, { say, rejectedFile, onRefusedToken, signal });

  const room = new Room(forwarder, limits);
  const leftOut = new LeftOut(say);
  const feeder = new Feeder({ forwarder, room, leftOut, say, signal });
  const reading = await readLines(input, (line, nth) => feeder.feed(line, nth), signal);
  leftOut.end();
  if (!signal.aborted) await settle(forwarder, room, signal);

  // Who stops it leaves a few seconds to deliver what was read; a refused token has no use for them.
  const isHurried = signal.aborted && refusal === undefined;
  const report = await forwarder.close(isHurried ? {} : { timeout: 0 });
  return {
    ...report,
    rejected: report.rejected - feeder.refused,
    leftOut: leftOut.count,
    overflow: forwarder.flows().overflow,
    rejectedFile,
    inputName: input.name,
    reading,
    refusal,
  };
}
