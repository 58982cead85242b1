import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { QuintEvent } from '../../../../generated/types.ts';
import {
  createForwarder,
  type Forwarder,
  type ForwarderEvents,
  type ForwarderOptions,
} from '../../../../src/forwarder/index.ts';
import { idle } from './idle.ts';
import { PatientClock } from './patient-clock.ts';

/** A request as the server saw it. */
export interface Sent {
  /** Milliseconds since the beginning of the test. */
  readonly at: number;
  readonly authorization: string | null;
  readonly text: string;
  readonly events: QuintEvent[];
}

export type Answering = (sent: Sent, nth: number) => Response | Promise<Response>;

/** Takes everything. */
export const accept: Answering = ({ events }) =>
  Response.json({ ingested: events.length, duplicates: 0 });

/** An answer that is an error of the API. */
export function problem(status: number, fields: Record<string, unknown> = {}, headers = {}) {
  const body = { error: 'no', code: 'x', request_id: 'r-1', ...fields };
  return Response.json(body, { status, headers: { 'x-request-id': 'r-1', ...headers } });
}

/** An issue that names an event by its place. */
export function issueAt(index: number, field = 'session_id') {
  return { pointer: `/events/${index}/${field}`, message: 'is bad', code: 'custom' };
}

/** A forwarder on a clock that is turned by hand, with files in a folder of its own. */
export class Lab {
  readonly clock = new PatientClock();
  readonly #began = this.clock.now();
  readonly folder = mkdtempSync(join(tmpdir(), 'quint-forwarder-'));
  readonly path: string;
  readonly rejectedPath: string;
  readonly sent: Sent[] = [];
  /** What was told, as `name count`, or with the reason of a drop. */
  readonly told: string[] = [];
  readonly errors: Error[] = [];
  readonly forwarder: Forwarder;
  /** May be changed on the way. */
  answer: Answering;

  /** To be made in a test, with whose end it ends. */
  constructor(answer: Answering = accept, options: ForwarderOptions = {}) {
    this.answer = answer;
    this.path = options.path ?? join(this.folder, 'quint', 'forwarder-overflow.jsonl');
    this.rejectedPath = join(this.folder, 'quint', 'forwarder-rejected.jsonl');
    onTestFinished(() => rmSync(this.folder, { recursive: true }));
    this.forwarder = this.another(options);
    for (const name of ['delivered', 'rejected', 'spilled', 'recovered'] as const) {
      this.forwarder.on(name, ({ count }) => this.told.push(`${name} ${count}`));
    }
    this.forwarder.on('dropped', (dropped: ForwarderEvents['dropped']) => {
      this.told.push(`dropped ${dropped.count} ${dropped.reason}`);
    });
    this.forwarder.on('error', (error) => this.errors.push(error));
  }

  /** One more forwarder on the same path, such as the one of the next run. */
  another(options: ForwarderOptions = {}): Forwarder {
    const forwarder = createForwarder({
      baseUrl: 'https://quint.test',
      token: 'qt_deploy_test',
      path: this.path,
      clock: this.clock,
      fetch: (request) => this.#serve(request),
      ...options,
    });
    onTestFinished(async () => void (await forwarder.close({ timeout: 0 })));
    return forwarder;
  }

  /** Gives it events, one per name; their `tool_name` is the name. */
  enqueue(...names: string[]): void {
    for (const name of names) this.forwarder.enqueue(newEvent(name));
  }

  /** What the server got, by name: an array per request. */
  get batches(): string[][] {
    return this.sent.map(({ events }) => namesOf(events));
  }

  /** Seconds between the requests. */
  get waits(): number[] {
    return this.sent.slice(1).map(({ at }, index) => (at - this.sent[index]!.at) / 1_000);
  }

  /** The names of the events in the overflow file. */
  get inFile(): string[] {
    return namesOf(linesOf(this.path) as QuintEvent[]);
  }

  /** The lines of `forwarder-rejected.jsonl`. */
  get setAside(): Record<string, any>[] {
    return linesOf(this.rejectedPath);
  }

  async #serve(request: Request): Promise<Response> {
    const text = await request.text();
    const sent = {
      at: this.clock.now() - this.#began,
      authorization: request.headers.get('authorization'),
      text,
      events: (JSON.parse(text) as { events: QuintEvent[] }).events,
    };
    const nth = this.sent.push(sent);
    return this.answer(sent, nth);
  }
}

export function newEvent(name: string, fields: Partial<QuintEvent> = {}): QuintEvent {
  return {
    schema_version: 2,
    event_id: crypto.randomUUID(),
    timestamp: '2026-04-25T03:09:32Z',
    source: 'proxy',
    platform: 'cursor',
    action_type: 'tools/call',
    session_id: 's-1',
    agent_id: 'agent-1',
    tool_name: name,
    ...fields,
  };
}

/** `a-1` to `a-n`. */
export function row(n: number, prefix = 'a'): string[] {
  return Array.from({ length: n }, (_, index) => `${prefix}-${index + 1}`);
}

export function namesOf(events: readonly QuintEvent[]): string[] {
  return events.map(({ tool_name }) => tool_name!);
}

/** Resolves when something has become so, which happens without time passing. */
export async function until(isSo: () => boolean): Promise<void> {
  const patience = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > patience) throw new Error(`it did not become so: ${isSo}`);
    await idle();
  }
}

/** The lines of a file, parsed; none when there is no file. */
export function linesOf(path: string): Record<string, any>[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, any>);
}
