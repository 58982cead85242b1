import { createParser } from 'eventsource-parser';
import { onTestFinished } from 'vitest';
import { VirtualClock, type Clock } from '../../../mock-server/clock/index.ts';
import { LiveHub } from '../../../mock-server/live/live-hub.ts';
import { Changes } from '../../../mock-server/store/changes.ts';
import type { AlertRow, SessionRow } from '../../../mock-server/store/store.ts';
import { uuid } from '../support/samples.ts';

/** A server-sent event as a client has it; a comment has neither id nor data. */
export interface Told {
  readonly id?: number;
  readonly event?: string | undefined;
  readonly data?: any;
  readonly comment?: string;
}

/** The reader of a stream. */
export class Listener {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #told: Told[] = [];
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({
    onEvent: ({ id, event, data }) =>
      this.#told.push({ id: Number(id), event, data: JSON.parse(data) as unknown }),
    onComment: (comment) => this.#told.push({ comment }),
  });

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** The next one, comments left out; `undefined` at the end. */
  async next(): Promise<Told | undefined> {
    for (;;) {
      const told = await this.any();
      if (told?.comment === undefined) return told;
    }
  }

  /** The next one, or the next comment. */
  async any(): Promise<Told | undefined> {
    while (this.#told.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#parser.feed(this.#decoder.decode(value, { stream: true }));
    }
    return this.#told.shift();
  }

  async take(count: number): Promise<Told[]> {
    const taken: Told[] = [];
    for (let nth = 0; nth < count; nth++) taken.push((await this.next())!);
    return taken;
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

/** The ids of what was told, or the session ids. */
export const ids = (told: readonly Told[]) => told.map(({ id }) => id);
export const sessions = (told: readonly Told[]) => told.map(({ data }) => data.id as string);

export function sessionRow(org_id: string, id: string, fields: Partial<SessionRow> = {}) {
  return {
    org_id,
    id,
    session_name: undefined,
    model: undefined,
    signing_id: undefined,
    platform: 'cursor',
    reported_parent_id: undefined,
    parent_id: null,
    state: 'active',
    started_at: '2026-04-25T03:09:11Z',
    ended_at: null,
    state_from: undefined,
    ...fields,
  } as const satisfies SessionRow;
}

export function alertRow(org_id: string, n: number): AlertRow {
  return {
    id: uuid(n),
    org_id,
    rule_id: 'blocked',
    severity: 'high',
    title: 'A call was blocked',
    session_id: 's',
    event_id: uuid(n),
    agent_id: 'a',
    platform: 'cursor',
    risk_score: 70,
    created_at: '2026-04-25T03:09:11Z',
  };
}

/** A hub for the running test, over a store that writes what it is told to. */
export function startHub(clock: Clock = new VirtualClock()) {
  const changes = new Changes();
  const hub = new LiveHub(clock, { onChange: (listener) => changes.on(listener) });
  onTestFinished(() => hub.close());
  return {
    hub,
    changes,
    upsert: (org: string, id: string, fields?: Partial<SessionRow>) =>
      changes.tell({ kind: 'session', row: sessionRow(org, id, fields) }),
    listen: (org: string, lastEventId?: number) =>
      new Listener(hub.open(org, lastEventId === undefined ? undefined : `${lastEventId}`)),
  };
}

/** An upsert of a hundred kilobytes. */
export const LARGE = { session_name: 'n'.repeat(100_000) };
