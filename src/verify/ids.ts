import { EVENT } from '../../spec/examples.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';

/** Whole seconds since 1970 as the API writes a time. */
export function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** New in each run, since the server remembers those of the runs before. */
export class Ids {
  readonly #run = crypto.randomUUID().slice(0, 8);
  readonly #start = Math.floor(Date.now() / 1000) - 3_600;
  #count = 0;

  uuid(): string {
    return crypto.randomUUID();
  }

  /** A session that nobody has heard of. */
  session(): string {
    return `verify-${this.#run}-${++this.#count}`;
  }

  /** A session as the daemon names it: a process that no machine has, and its start in milliseconds. */
  process(): string {
    return `${2 ** 32 + ++this.#count}-${Date.now()}`;
  }

  /** A time of the last hour, `seconds` after its beginning, as the API writes it. */
  time(seconds: number): string {
    return instant(this.#start + seconds);
  }

  /** The documented event, with an id, a time and a session of its own unless the fields say otherwise. */
  event(fields: Partial<QuintEvent> = {}): QuintEvent {
    return {
      ...EVENT,
      event_id: this.uuid(),
      session_id: fields.session_id ?? this.session(),
      timestamp: this.time(0),
      ...fields,
    };
  }
}
