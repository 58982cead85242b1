import * as z from 'zod';
import { timestamp } from '../../spec/schemas/primitives.ts';
import { VirtualClock, type Clock } from '../clock/index.ts';
import { ApiError, validationFailed } from '../http/api-error.ts';
import { validate } from '../http/validate.ts';

/** The last millisecond that RFC 3339 has text for: 9999-12-31T23:59:59.999Z. */
export const LATEST_MS = 253_402_300_799_999;

export const Advance = z.strictObject({
  ms: z.int().min(0).max(LATEST_MS).meta({ description: 'Milliseconds to move forward.' }),
});

export const SetTo = z.strictObject({
  to: z
    .union([z.int().min(0).max(LATEST_MS), timestamp('An instant.')], {
      error: 'must be epoch milliseconds, or an RFC 3339 date-time such as 2026-04-25T03:09:32Z',
    })
    .meta({ description: 'Epoch milliseconds, or an RFC 3339 date-time.' }),
});

/** The server's clock, which every rule with a time in it follows. */
export interface ClockControl {
  /** Epoch milliseconds. */
  now(): number;
  /** Whether it moves only when told to. */
  readonly frozen: boolean;
  /** Stops it where it stands. @throws ApiError `conflict` when the clock cannot be turned */
  freeze(): void;
  /** Lets it run with the system's time, from where it stands. @throws ApiError `conflict` */
  resume(): void;
  /**
   * Moves it forward, through every instant at which something is due.
   * @param ms a whole number of milliseconds, 0 or more. 0 lets everything run that can run now.
   * @throws ApiError `validation_failed`, `conflict`
   */
  advance(ms: number): Promise<void>;
  /**
   * Moves it to an instant: forward like {@link advance}, backward at once and firing nothing.
   * @param to epoch milliseconds, or an RFC 3339 date-time, 1970 to 9999
   * @throws ApiError `validation_failed`, `conflict`
   */
  set(to: number | string): Promise<void>;
}

export function clockControl(clock: Clock): ClockControl {
  return {
    now: () => clock.now(),
    get frozen() {
      return isFrozen(clock);
    },
    freeze: () => turnable(clock).freeze(),
    resume: () => turnable(clock).resume(),
    async advance(ms) {
      validate(Advance, { ms });
      const virtual = turnable(clock);
      // So far that the time could not be written down any more.
      requireWithinCalendar(virtual.now() + ms, '/ms');
      await virtual.advance(ms);
    },
    async set(to) {
      validate(SetTo, { to });
      const instant = typeof to === 'number' ? to : Date.parse(to);
      requireWithinCalendar(instant, '/to');
      await turnable(clock).set(instant);
    },
  };
}

/** Whether a clock moves only when told to. */
export function isFrozen(clock: Clock): boolean {
  return clock instanceof VirtualClock && clock.frozen;
}

/** What `GET /_mock/clock` answers, and every turn of the clock. */
export function clockView(clock: ClockControl): {
  now: string;
  epoch_ms: number;
  frozen: boolean;
} {
  const epoch_ms = clock.now();
  return { now: new Date(epoch_ms).toISOString(), epoch_ms, frozen: clock.frozen };
}

function turnable(clock: Clock): VirtualClock {
  if (clock instanceof VirtualClock) return clock;
  throw new ApiError(
    'conflict',
    'This server was created with a clock that cannot be turned from here; create it with a VirtualClock, or without `clock`',
  );
}

function requireWithinCalendar(instant: number, pointer: string): void {
  if (instant >= 0 && instant <= LATEST_MS) return;
  throw validationFailed([
    { pointer, message: 'must lead to an instant of the years 1970 to 9999', code: 'out_of_range' },
  ]);
}
