import type { QuintEvent } from '../../../../generated/types.ts';

/** An event that tests can tell from all others, whatever id it got. */
export interface Marked extends QuintEvent {
  readonly mark: number;
  /** A server that is strict refuses it. */
  readonly bad?: boolean;
}

/** What the server answers from now on. */
export type Answer =
  | { readonly kind: 'right' | 'noContent' | 'html' | 'truncated' | 'hang' }
  /** What is bad is named, refused as a whole, or makes the server fail. */
  | { readonly kind: 'strict' | 'vague' | 'chokes' }
  | { readonly kind: 'wrongCounts'; readonly by: number }
  | { readonly kind: 'empty'; readonly withLength: boolean }
  /** The connection ends, or nothing comes in time. */
  | { readonly kind: 'reset' | 'timeout'; readonly stored: boolean }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly kind: 'small'; readonly events: number; readonly bytes: number }
  | { readonly kind: 'guarded'; readonly status: 401 | 403 };

/** An ingest server that stores an event once and remembers in which order the events came. */
export class ModelServer {
  answer: Answer = { kind: 'right' };
  /** The only one that a guarded server takes. */
  token = 'token-0';
  requests = 0;
  readonly stored = new Map<string, Marked>();
  readonly storedMarks = new Set<number>();
  /** Those that nobody has looked at yet. */
  readonly newlyStored: Marked[] = [];
  /** The marks of each session's events, in the order of their first arrival. */
  readonly arrivals = new Map<string, number[]>();
  readonly #onRequest: () => void;
  readonly #violated: (what: string) => void;
  readonly #hanging = new Set<(reason: unknown) => void>();
  readonly #open = new Set<Request>();

  /** @param violated is told what no forwarder may do */
  constructor(onRequest: () => void, violated: (what: string) => void) {
    this.#onRequest = onRequest;
    this.#violated = violated;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    this.requests++;
    this.#onRequest();
    if (this.#open.size > 0) this.#violated('two requests at the same time');
    this.#open.add(request);
    request.signal.addEventListener('abort', () => this.#open.delete(request));
    try {
      const text = await request.text();
      if (!this.#open.has(request)) throw new TypeError('other side closed');
      return await this.#answerTo(request, text);
    } finally {
      this.#open.delete(request);
    }
  };

  /** Who sent what is under way is dead. */
  hangUp(): void {
    this.#open.clear();
    this.releaseHanging();
  }

  /** What hangs is not answered any more. */
  releaseHanging(): void {
    for (const end of this.#hanging) end(new DOMException('', 'TimeoutError'));
    this.#hanging.clear();
  }

  async #answerTo(request: Request, text: string): Promise<Response> {
    const { answer } = this;
    const { events } = JSON.parse(text) as { events: Marked[] };
    if (events.length === 0) this.#violated('an empty batch');
    const bad = events.flatMap((event, index) => (event.bad ? [index] : []));
    switch (answer.kind) {
      case 'right':
        return this.#store(events);
      case 'wrongCounts':
        this.#store(events);
        return Response.json({ ingested: events.length + answer.by, duplicates: 0 });
      case 'noContent':
        this.#store(events);
        return new Response(null, { status: 204 });
      case 'empty':
        this.#store(events);
        return new Response('', { headers: answer.withLength ? { 'content-length': '0' } : {} });
      case 'html':
        return new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });
      case 'truncated':
        this.#store(events);
        return new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(Buffer.from('{"inges'));
              controller.error(new TypeError('terminated'));
            },
          }),
        );
      case 'strict':
        if (bad.length === 0) return this.#store(events);
        return problem(400, issuesOf(bad));
      case 'vague':
        if (bad.length === 0) return this.#store(events);
        return problem(400, [
          { pointer: '/events/9999/x', message: '', code: '' },
          { pointer: '/events', message: 'one of them is bad', code: 'custom' },
        ]);
      case 'reset':
        if (answer.stored) this.#store(events);
        throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
      case 'timeout':
        if (answer.stored) this.#store(events);
        throw new DOMException('', 'TimeoutError');
      case 'hang':
        return new Promise((_, reject) => {
          this.#hanging.add(reject);
          request.signal.addEventListener('abort', () => {
            this.#hanging.delete(reject);
            reject(request.signal.reason);
          });
        });
      case 'status': {
        const { status, retryAfter } = answer;
        return new Response('{"error":"no"}', {
          status,
          headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
        });
      }
      case 'small':
        if (events.length > answer.events || Buffer.byteLength(text) > answer.bytes) {
          return problem(413);
        }
        return bad.length === 0 ? this.#store(events) : problem(400, issuesOf(bad));
      case 'chokes':
        return bad.length === 0 ? this.#store(events) : problem(500);
      case 'guarded':
        return request.headers.get('authorization') === `Bearer ${this.token}`
          ? this.#store(events)
          : problem(answer.status);
    }
  }

  #store(events: readonly Marked[]): Response {
    let ingested = 0;
    for (const event of events) {
      if (this.stored.has(event.event_id)) continue;
      ingested++;
      this.stored.set(event.event_id, event);
      this.storedMarks.add(event.mark);
      this.newlyStored.push(event);
      const arrivals = this.arrivals.get(event.session_id) ?? [];
      this.arrivals.set(event.session_id, arrivals);
      arrivals.push(event.mark);
    }
    return Response.json({ ingested, duplicates: events.length - ingested });
  }
}

function issuesOf(bad: readonly number[]): unknown {
  return bad.map((index) => ({
    pointer: `/events/${index}/session_id`,
    message: 'is bad',
    code: 'custom',
  }));
}

function problem(status: number, issues?: unknown): Response {
  return Response.json({ error: 'no', code: 'x', request_id: 'r', issues }, { status });
}
