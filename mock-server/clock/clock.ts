/**
 * Where the server gets its time from. Nothing in the server reads the time or sets a timer in any
 * other way, so that a run on a {@link VirtualClock} can be repeated exactly.
 */
export interface Clock {
  /** The current instant, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;

  /**
   * Calls `callback` once, `ms` milliseconds from now.
   *
   * @param ms Any number; zero or less means "as soon as possible", but never inside this call.
   */
  setTimeout(callback: () => void, ms: number): Timer;
}

/** A callback that is still to come. */
export interface Timer {
  /** Forgets the callback. Does nothing when it has already run or been cancelled. */
  cancel(): void;
}
