/** Counts of values by size, as Prometheus has them. */
export class Histogram {
  /** The upper bounds of the buckets, inclusive, growing; `+Inf` comes by itself. */
  readonly bounds: readonly number[];
  /** By bucket, the last beyond all bounds. Not cumulative. */
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  /** Counts a value, or a number of equal ones. */
  observe(value: number, times = 1): void {
    let bucket = 0;
    while (bucket < this.bounds.length && value > this.bounds[bucket]!) bucket++;
    this.#counts[bucket]! += times;
    this.#sum += value * times;
  }

  get sum(): number {
    return this.#sum;
  }

  /** How many values are not above each bound; the last is the number of all. */
  cumulative(): number[] {
    let total = 0;
    return this.#counts.map((count) => (total += count));
  }
}
