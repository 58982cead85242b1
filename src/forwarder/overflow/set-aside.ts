import { mkdir, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { appendBlock, openToAppend, type BlockOptions } from './append-block.ts';
import { FileLock } from './file-lock.ts';
import { PRIVATE_FOLDER, sizeOf, using } from './file-system.ts';
import { NEWLINE, type Part } from './lines.ts';
import { Turns } from './turns.ts';

const MAX_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/**
 * A file for what nobody could use, for a person to look at: 0600, in a folder that is made 0700. When
 * it would grow beyond its size, it becomes `.1`, in the place of the one before, and another begins.
 * Several processes may have the same one.
 */
export class SetAside {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #turns = new Turns();

  /** @param maxBytes Bytes that the file may have; what is added at once may be more. @default 16 MiB */
  constructor(path: string, maxBytes: number = MAX_BYTES) {
    this.path = path;
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds lines, given without their ends: all of them, or none.
   * @throws Error of the file system
   */
  async append(lines: readonly (string | Uint8Array)[]): Promise<void> {
    if (lines.length === 0) return;
    const block = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), NEWLINE]));
    await this.#turns.take(() => this.#write(block));
  }

  /** Adds a part of another file, byte for byte. */
  appendPart(file: FileHandle, part: Part): Promise<void> {
    return this.#turns.take(() => this.#copy(file, part));
  }

  async #copy(file: FileHandle, { start, end }: Part): Promise<void> {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, end - start));
    for (let position = start; position < end;) {
      const length = Math.min(chunk.length, end - position);
      const { bytesRead } = await file.read(chunk, 0, length, position);
      if (bytesRead === 0) return;
      await this.#write(chunk.subarray(0, bytesRead), { continues: position > start });
      position += bytesRead;
    }
  }

  async #write(block: Buffer, options?: BlockOptions): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: PRIVATE_FOLDER });
    if (await this.#isFullFor(block)) await this.#turn(block);
    const file = await openToAppend(this.path);
    await using(file, () => appendBlock(this.path, file, block, options));
  }

  async #isFullFor(block: Buffer): Promise<boolean> {
    const size = await sizeOf(this.path);
    return size > 0 && size + block.length > this.#maxBytes;
  }

  async #turn(block: Buffer): Promise<void> {
    // Two that turned it would leave nothing of the file before.
    const lock = new FileLock(`${this.path}.lock`);
    if (!lock.tryAcquire()) return;
    try {
      if (await this.#isFullFor(block)) await rename(this.path, `${this.path}.1`);
    } finally {
      lock.release();
    }
  }
}
