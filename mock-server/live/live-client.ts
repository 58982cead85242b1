/** How many bytes may wait for a client beside what it asked to be replayed (contract.md §8). */
const WAITING_BYTES = 1024 * 1024;

/** One open stream. What its reader has not taken yet waits in the stream's own queue. */
export class LiveClient {
  readonly stream: ReadableStream<Uint8Array>;
  /** Of the token that opened it; none for a JWT. */
  readonly tokenHash: string | undefined;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  /**
   * @param first what it is told at once
   * @param onCancel called when the reader wants no more
   */
  constructor(first: readonly Uint8Array[], tokenHash: string | undefined, onCancel: () => void) {
    this.tokenHash = tokenHash;
    const replayed = first.reduce((sum, { length }) => sum + length, 0);
    this.stream = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
          for (const bytes of first) controller.enqueue(bytes);
        },
        cancel: onCancel,
      },
      { highWaterMark: WAITING_BYTES + replayed, size: ({ length }) => length },
    );
  }

  /**
   * A single message is taken however long it is, or it could never be told.
   * @returns false when too much waits already: the stream has failed, and its queue is dropped
   */
  send(bytes: Uint8Array): boolean {
    const isTooSlow = this.#controller.desiredSize! <= 0;
    if (isTooSlow) this.#controller.error(new Error('The client reads too slowly: it is cut off'));
    else this.#controller.enqueue(bytes);
    return !isTooSlow;
  }

  /** Ends the stream after what waits. */
  end(): void {
    this.#controller.close();
  }
}
