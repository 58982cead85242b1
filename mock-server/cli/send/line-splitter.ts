const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/**
 * Cuts chunks of bytes into lines, without their ends: LF or CRLF. It holds no more of a line than `limit`
 * bytes, however long it is.
 */
export class LineSplitter {
  readonly #limit: number;
  /** The line that the last chunk has left unfinished: its first `#length` bytes. */
  #held = Buffer.alloc(0);
  #length = 0;
  #tooLong = false;
  /** Lines handed out. */
  count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether a line has begun that has not come to its end. */
  get unfinished(): boolean {
    return this.#length > 0 || this.#tooLong;
  }

  /** The lines that end in this chunk; `undefined` stands for one that is too long. The bytes are good until the next chunk. */
  *split(chunk: Buffer): Generator<Buffer | undefined> {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, from);
      if (end === -1) break;
      yield this.#finish(chunk.subarray(from, end));
      from = end + 1;
    }
    this.#hold(chunk.subarray(from));
  }

  /** The last line, when it has no end. */
  *end(): Generator<Buffer | undefined> {
    if (this.unfinished) yield this.#finish(Buffer.alloc(0));
  }

  #finish(rest: Buffer): Buffer | undefined {
    this.count++;
    let line = rest;
    if (this.unfinished) {
      this.#hold(rest);
      line = this.#held.subarray(0, this.#length);
    }
    const tooLong = this.#tooLong;
    this.#length = 0;
    this.#tooLong = false;
    if (line.at(-1) === CARRIAGE_RETURN) line = line.subarray(0, -1);
    if (this.count === 1 && line.indexOf(BYTE_ORDER_MARK) === 0) line = line.subarray(3);
    return tooLong || line.length > this.#limit ? undefined : line;
  }

  #hold(part: Buffer): void {
    const length = this.#length + part.length;
    // A carriage return at the end does not count.
    if (this.#tooLong || length > this.#limit + 1 + BYTE_ORDER_MARK.length) {
      this.#tooLong = true;
      this.#length = 0;
      return;
    }
    if (length > this.#held.length) {
      // Twice as much as before, so that a long line in many chunks is not copied again with each.
      const wider = Buffer.allocUnsafe(Math.max(length, 2 * this.#held.length));
      this.#held.copy(wider, 0, 0, this.#length);
      this.#held = wider;
    }
    part.copy(this.#held, this.#length);
    this.#length = length;
  }
}
