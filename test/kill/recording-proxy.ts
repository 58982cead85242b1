import { once } from 'node:events';
import {
  createServer,
  request as requestTo,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { numberOf } from './numbered.ts';

/** A request that has passed, and what became of it. */
export interface Passage {
  /** The events in it. */
  readonly events: readonly number[];
  readonly began: number;
  /** `answered`: the whole answer was handed on. `cut`: the server broke it off. `left`: the caller did. */
  end: 'answered' | 'cut' | 'left' | undefined;
  /** When it ended. */
  ended: number;
  status: number | undefined;
}

/** What a proxy tells at once. */
type Step = 'sent' | 'answered';

/**
 * Stands before a server that may go and come back somewhere else. What it saw is what happened: an
 * answer that came whole was given by a server, whatever that one has forgotten since.
 */
export class RecordingProxy implements AsyncDisposable {
  readonly #server = createServer((incoming, outgoing) => {
    this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  readonly #listeners = new Set<(step: Step) => void>();
  /** In the order in which they came. */
  readonly passages: Passage[] = [];
  /** Where the server is, or was. Nobody is there at first. */
  target = 'http://127.0.0.1:1';

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Calls `then` when the body of a request was sent to the server, or its answer has come. @returns a function that ends it */
  onStep(then: (step: Step) => void): () => void {
    this.#listeners.add(then);
    return () => void this.#listeners.delete(then);
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const began = performance.now();
    const body = await buffer(incoming);
    const { events } = JSON.parse(body.toString()) as { events: { event_id: string }[] };
    if (outgoing.destroyed) return;
    const passage: Passage = {
      events: events.map(numberOf),
      began,
      ended: Infinity,
      end: undefined,
      status: undefined,
    };
    this.passages.push(passage);
    const end = (how: Passage['end']) => {
      if (passage.end) return;
      passage.end = how;
      passage.ended = performance.now();
      if (how === 'cut') outgoing.destroy();
      if (how === 'left') onward.destroy();
    };
    const { method, url, headers } = incoming;
    const onward = requestTo(new URL(url!, this.target), {
      method: method!,
      headers,
      agent: false,
    });
    outgoing.on('close', () => end('left'));
    onward.on('error', () => end('cut'));
    onward.on('response', (answer) => {
      passage.status = answer.statusCode;
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.on('data', (chunk) => outgoing.write(chunk));
      answer.on('close', () => end('cut'));
      answer.on('end', () => {
        end('answered');
        outgoing.end();
        this.#tell('answered');
      });
    });
    onward.end(body, () => this.#tell('sent'));
  }

  #tell(step: Step): void {
    for (const listener of this.#listeners) listener(step);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
