import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idle } from './idle.ts';
import type { Disk } from './world.ts';

/** A {@link Disk} that is one. */
export class RealDisk implements Disk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quint-forwarder-'));
  readonly path: string;
  readonly isWritable: boolean;
  readonly keepsOrder = true;
  readonly mayRepeat = true;
  readonly evicted = undefined;

  constructor(isWritable: boolean) {
    this.isWritable = isWritable;
    const parent = join(this.#folder, 'quint');
    if (!isWritable) writeFileSync(parent, 'no folder');
    this.path = join(parent, 'overflow.jsonl');
  }

  get wasFull(): boolean {
    return !this.isWritable;
  }

  waiting(): undefined {
    return undefined;
  }

  idle(): Promise<void> {
    return idle();
  }

  /** The locks are this process's own, which lives on. */
  abandon(): void {
    if (!this.isWritable) return;
    for (const lock of ['.lock', '.reader']) rmSync(this.path + lock, { force: true });
  }

  repair(): void {}

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
