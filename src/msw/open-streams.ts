/** The streams that are open. What intercepts a request does not always tell when its reader is gone. */
export class OpenStreams {
  readonly #ends = new Set<() => void>();

  /**
   * The same answer, whose stream ends when its request is aborted, when its reader wants no more, or with
   * all others.
   */
  opened({ signal }: Request, response: Response): Response {
    if (!response.body) return response;
    let end!: () => void;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => void (end = () => controller.terminate()),
    });
    this.#ends.add(end);
    response.body
      .pipeTo(writable, { signal })
      .catch(() => {}) // the reader is told by its own end
      .finally(() => this.#ends.delete(end));
    leaveOutFirstClone(readable);
    return new Response(readable, response);
  }

  /** Ends all of them, without an error. */
  endAll(): void {
    for (const end of this.#ends) end();
  }
}

/**
 * In Node, MSW clones each answer for its life-cycle events, before the program has it. What is cloned is
 * cancelled only when both halves are: the source would never hear of a reader that leaves. So this one
 * clone, which nobody reads, is empty (MSW's service worker leaves streams out, too); the program's are not.
 */
function leaveOutFirstClone(readable: ReadableStream<Uint8Array>): void {
  readable.tee = () => {
    Reflect.deleteProperty(readable, 'tee');
    return [readable, new ReadableStream({ start: (controller) => controller.close() })];
  };
}
