import { operations, type Operation } from '../../spec/operations.ts';
import { parseQuery } from '../../mock-server/http/query.ts';
import { utcOf } from '../../mock-server/instant.ts';
import {
  pathWithoutCredentials,
  withoutCredentials,
} from '../../mock-server/control/journal/without-credentials.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { OperationId } from './operation-types.ts';

/** Beyond this many requests the oldest fall off. */
const MOST_ENTRIES = 1_000;
/** And beyond this many characters of their bodies. */
const MOST_TEXT = 64 * 1024 * 1024;

/** What was sent to each operation, and what was answered: by the server, and by overrides. */
export interface TypedJournal {
  /**
   * The requests to one operation, in the order of their answers.
   * @example
   * const [first] = quint.journal.forOperation('ingestEvents');
   * expect(first?.request.body.events).toHaveLength(2);
   */
  forOperation<Id extends OperationId>(operation: Id): JournalEntry<Id>[];
  /** The requests to all operations, in the order of their answers. */
  list(): { [Id in OperationId]: JournalEntry<Id> }[OperationId][];
  /** How many fell off: it keeps the latest 1,000, and of them as many as have 64 Mi characters of bodies. */
  readonly dropped: number;
  /** Forgets all of them. */
  clear(): void;
}

/** A request as it is kept: its bodies are text until somebody asks for them. */
export interface Exchange {
  readonly operation: OperationId;
  /** Epoch milliseconds, by the server's clock. */
  readonly at: number;
  readonly method: string;
  /** As it was sent. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly requestText: string | undefined;
  /** `null`: none. */
  readonly status: number | null;
  readonly responseText: string | undefined;
  readonly overridden: boolean;
}

interface Kept {
  readonly exchange: Exchange;
  readonly size: number;
  /** Once it was asked for. */
  entry?: JournalEntry;
}

export class Journal implements TypedJournal {
  #kept: Kept[] = [];
  #text = 0;
  #dropped = 0;

  record(exchange: Exchange): void {
    const size = (exchange.requestText?.length ?? 0) + (exchange.responseText?.length ?? 0);
    this.#kept.push({ exchange, size });
    this.#text += size;
    while (this.#kept.length > MOST_ENTRIES || this.#text > MOST_TEXT) {
      this.#text -= this.#kept.shift()!.size;
      this.#dropped++;
    }
  }

  forOperation<Id extends OperationId>(operation: Id): JournalEntry<Id>[] {
    return this.#kept
      .filter(({ exchange }) => exchange.operation === operation)
      .map(entryOf) as JournalEntry<Id>[];
  }

  list(): ReturnType<TypedJournal['list']> {
    return this.#kept.map(entryOf) as ReturnType<TypedJournal['list']>;
  }

  get dropped(): number {
    return this.#dropped;
  }

  clear(): void {
    this.#kept = [];
    this.#text = 0;
    this.#dropped = 0;
  }
}

function entryOf(kept: Kept): JournalEntry {
  return (kept.entry ??= parsed(kept.exchange));
}

function parsed(exchange: Exchange): JournalEntry {
  const { operation, at, method, url, params, status, overridden } = exchange;
  const entry = {
    operation,
    at: utcOf(at),
    request: {
      method,
      url: pathWithoutCredentials(url),
      params: masked(params),
      query: masked(queryOf(operation, new URL(url).searchParams)),
      body: bodyOf(exchange.requestText),
    },
    response:
      status === null
        ? null
        : {
            ok: status === operations[operation].success.status,
            status,
            body: bodyOf(exchange.responseText),
          },
    overridden,
  };
  // Typed by the contract, which the server and the check of overrides see to.
  return entry as unknown as JournalEntry;
}

function queryOf(id: OperationId, search: URLSearchParams): unknown {
  const { query }: Operation = operations[id];
  try {
    return query ? parseQuery(query, search) : {};
  } catch {
    return Object.fromEntries(search);
  }
}

function masked(value: unknown): unknown {
  return bodyOf(JSON.stringify(value));
}

function bodyOf(text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' ? withoutCredentials(value) : value,
    );
  } catch {
    return undefined;
  }
}
