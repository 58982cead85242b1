import type { RequestListener } from 'node:http';
import type { Counters } from './ledger.ts';

/** What `/debug/flows` shows. Times are RFC 3339. */
export interface Flows {
  /** Events that wait in memory. */
  readonly depth: number;
  /** Events that can wait in memory. */
  readonly capacity: number;
  /** Events that are being sent, or wait for their next try. */
  readonly in_flight: number;
  /** Whether the server has not taken a batch in all its tries, and nothing since. */
  readonly outage: boolean;
  readonly counters: Readonly<Counters> & { readonly retries: number };
  readonly overflow: {
    readonly path: string;
    /** Bytes of the events that wait in the file. */
    readonly bytes: number;
    /** Lines of the file that were no events, and were set aside. */
    readonly corrupt: number;
  };
  readonly last_error: { readonly at: string; readonly message: string } | null;
  readonly next_retry: string | null;
}

/** Answers every `GET` with the snapshot as JSON, wherever it is mounted. */
export function flowsListener(flows: () => Flows): RequestListener {
  return ({ method }, response) => {
    const known = method === 'GET' || method === 'HEAD';
    const body = known ? flows() : { error: 'There is only GET' };
    response.writeHead(known ? 200 : 405, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(!known && { allow: 'GET, HEAD' }),
    });
    response.end(method === 'HEAD' ? undefined : `${JSON.stringify(body, null, 2)}\n`);
  };
}
