import { toAlert } from '../api/alert-view.ts';
import { toSession } from '../api/session-view.ts';
import type { StoreChange } from '../store/store.ts';

/** A change of the store that streams tell of; of single events they are silent (contract.md §8). */
export type LiveChange = Exclude<StoreChange, { readonly kind: 'action' }>;

const encoder = new TextEncoder();

/** One server-sent event. */
export class LiveMessage {
  readonly id: number;
  /** About how many bytes it holds: the characters of its row. */
  readonly weight: number;
  /** The row until somebody is to be told of it: most messages are never told. */
  #content: LiveChange | Uint8Array;

  constructor(id: number, change: LiveChange) {
    this.id = id;
    this.weight = charactersOf(change.row);
    this.#content = change;
  }

  /** Encoded once: the same bytes go to every client. */
  get bytes(): Uint8Array {
    if (!(this.#content instanceof Uint8Array)) this.#content = encode(this.id, this.#content);
    return this.#content;
  }
}

/** Tells a client to read the lists again, and the id to go on from. */
export function resetMessage(id: number): Uint8Array {
  return serverSentEvent(id, 'reset', {});
}

/**
 * The first bytes of a stream: a comment, so that the headers are sent at once. The id, of an event
 * without data, is that of a client that has not seen any: should it lose the line before it does,
 * it still knows where to resume.
 */
export function greeting(id: number | undefined): Uint8Array {
  return encoder.encode(id === undefined ? ': connected\n\n' : `: connected\nid: ${id}\n\n`);
}

/** Nothing but a sign of life. */
export const KEEP_ALIVE = encoder.encode(': keep-alive\n\n');

function encode(id: number, change: LiveChange): Uint8Array {
  return change.kind === 'session'
    ? serverSentEvent(id, 'session.upserted', toSession(change.row))
    : serverSentEvent(id, 'alert.created', toAlert(change.row));
}

/** JSON has no raw line break, so it is always one line. */
function serverSentEvent(id: number, event: string, data: object): Uint8Array {
  return encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function charactersOf(row: object): number {
  let characters = 0;
  for (const value of Object.values(row)) if (typeof value === 'string') characters += value.length;
  return characters;
}
