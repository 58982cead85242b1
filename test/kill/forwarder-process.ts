import { inTime } from './deadline.ts';
import { Life } from './life.ts';
import { Program, type Surroundings } from './program.ts';
import type { ForwarderPlan, Told, What } from './told.ts';

/** A forwarder in a process of its own, and what it says. */
export class ForwarderProcess extends Program {
  readonly life: Life;
  readonly #listeners: Set<(what: What) => void>;

  constructor(program: string, plan: ForwarderPlan, surroundings?: Surroundings) {
    const life = new Life();
    const listeners = new Set<(what: What) => void>();
    const hear = (line: string) => {
      const told = toldIn(line);
      if (!told) return;
      life.hear(told);
      for (const listener of listeners) listener(told[0]);
    };
    super(program, [JSON.stringify(plan)], hear, surroundings);
    this.life = life;
    this.#listeners = listeners;
  }

  /**
   * Asks it to close its forwarder. Resolves when it has ended.
   * @throws Error with what it printed, when it does not end well
   */
  async stop(): Promise<void> {
    // Before, the signal would kill it.
    await this.says('ready');
    this.signal('SIGTERM');
    await this.ended();
  }

  /** Resolves when it has said something of the kind. */
  async says(what: What): Promise<void> {
    if (this.life.said.has(what)) return;
    let end!: () => void;
    const heard = new Promise<void>((resolve) => {
      end = this.onSaid((said) => {
        if (said === what) resolve();
      });
    });
    await inTime(`a forwarder that has ${what}`, heard);
    end();
  }

  /** Resolves when it has told of such an error. */
  async fails(message: RegExp): Promise<void> {
    const hasFailed = () => this.life.errors.some((error) => message.test(error));
    if (hasFailed()) return;
    let end!: () => void;
    const heard = new Promise<void>((resolve) => {
      end = this.onSaid(() => {
        if (hasFailed()) resolve();
      });
    });
    await inTime(`an error like ${message}`, heard);
    end();
  }

  /** Calls `then` with what each sentence is about, as soon as it has come. @returns a function that ends it */
  onSaid(then: (what: What) => void): () => void {
    this.#listeners.add(then);
    return () => void this.#listeners.delete(then);
  }
}

/** `undefined` for a last line that the process was killed in. */
function toldIn(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return undefined;
  }
}
