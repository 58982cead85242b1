import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { QuintEvent } from '../../../../spec/schemas/event.ts';
import { startMock } from '../../support/api.ts';
import { startListening } from '../../support/http.ts';
import { Command, type Surroundings } from '../support.ts';

/** A folder for the running test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quint-send-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What answers the `nth` request, from 1, in place of the mock server, which does where it is nothing. */
type Answer = (nth: number) => Response | void | Promise<Response | void>;

/** A mock server that listens, and what it was sent: all events of all requests, in their order. */
export async function startServer(answer: Answer = () => {}) {
  const mock = startMock();
  const taken: QuintEvent[] = [];
  let requests = 0;
  const { url } = await startListening({
    ...mock,
    async fetch(incoming) {
      const request = incoming as Request;
      const copy = request.clone();
      const response = (await answer(++requests)) ?? (await mock.fetch(request));
      if (response.ok) taken.push(...((await copy.json()) as { events: QuintEvent[] }).events);
      return response;
    },
  });
  return { url, mock, taken };
}

/** A gate that is closed until it is opened. */
export function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** `quint-mock send`, with a home of its own. */
export function send(
  folder: string,
  args: readonly string[],
  { env, ...others }: Surroundings = {},
): Command {
  return new Command(['send', ...args], { env: { HOME: folder, ...env }, cwd: folder, ...others });
}

/** The overflow file of {@link send}. */
export function overflowOf(folder: string): string {
  return join(folder, '.quint/forwarder-overflow.jsonl');
}

/** JSON lines of a file; none when there is no file. */
export async function linesOf(path: string): Promise<QuintEvent[]> {
  if (!existsSync(path)) return [];
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as QuintEvent);
}

export function jsonLines(events: readonly object[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Where a command serves its counters, that has a `--debug-port`. */
export async function debugUrl(command: Command): Promise<string> {
  await command.says('/debug/flows');
  return /http:\/\/\S+\/debug\/flows/.exec(command.stderr)![0];
}

/** Resolves when the counters that it serves are these. */
export async function reaches(command: Command, flows: object): Promise<void> {
  const url = await debugUrl(command);
  const look = async () => expect(await (await fetch(url)).json()).toMatchObject(flows);
  await vi.waitFor(look, { timeout: 10_000, interval: 20 });
}
