import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/**
 * Answers whose body comes to be while it is sent: live streams, and bodies that are made to break
 * off. Written here and not by the listener's library, which would report a body that fails as a
 * failure of the server. Live streams never end by themselves, so a closing server ends them.
 */
export class Streams {
  /** How to end those that are open. */
  readonly #open = new Set<() => void>();
  #closed = false;

  /** Writes a response that is such a stream; any other is handed back. */
  take(response: Response, outgoing: ServerResponse): Response {
    const { status, headers, body } = response;
    if (!body || !isStream(headers)) return response;
    outgoing.writeHead(status, Object.fromEntries(headers));
    outgoing.flushHeaders();
    this.#write(body.getReader(), outgoing);
    if (this.#closed) this.close();
    return RESPONSE_ALREADY_SENT;
  }

  /** Ends every stream, and from now on each as soon as it begins. */
  close(): void {
    this.#closed = true;
    for (const end of this.#open) end();
  }

  #write(reader: ReadableStreamDefaultReader<Uint8Array>, outgoing: ServerResponse): void {
    const cancel = () => void reader.cancel().catch(() => {});
    if (outgoing.destroyed) return cancel();
    // A client that has not taken what was written would not take the end either.
    const end = () => (outgoing.writableLength > 0 ? outgoing.destroy() : cancel());
    // After what was written has left; the client then sees that something is missing.
    const breakOff = () => setImmediate(() => outgoing.destroy());
    const writeNext = async () => {
      const { done, value } = await reader.read();
      if (done) outgoing.end();
      // At the pace of the client: when it takes no more, `drain` says when it does again.
      else if (outgoing.write(value)) write();
    };
    const write = () => void writeNext().catch(breakOff);
    this.#open.add(end);
    outgoing.on('drain', write).once('close', () => {
      this.#open.delete(end);
      cancel();
    });
    // A stream may fail while nobody is reading it.
    reader.closed.catch(breakOff);
    write();
  }
}

/** The library counts the bytes of any other body itself. */
function isStream(headers: Headers): boolean {
  return headers.get('content-type') === 'text/event-stream' || headers.has('content-length');
}
