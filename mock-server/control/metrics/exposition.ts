import type { Histogram } from './histogram.ts';

// Prometheus' text exposition format 0.0.4, written by hand: the usual client library needs Node.

/** The media type of the format. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const PREFIX = 'quint_mock_';

type Labels = Readonly<Record<string, string>>;

/** A page of metrics. Each family is written once, with all its samples. */
export class Exposition {
  #text = '';

  /** @param name without prefix; a counter's ends in `_total` */
  family(
    type: 'counter' | 'gauge',
    name: string,
    help: string,
    samples: Iterable<readonly [Labels, number]>,
  ): void {
    this.#head(type, name, help);
    for (const [labels, value] of samples) this.#sample(name, labels, value);
  }

  histogram(name: string, help: string, histograms: Iterable<readonly [Labels, Histogram]>): void {
    this.#head('histogram', name, help);
    for (const [labels, histogram] of histograms) {
      const counts = histogram.cumulative();
      const bounds = [...histogram.bounds, Infinity];
      bounds.forEach((bound, index) => {
        this.#sample(`${name}_bucket`, { ...labels, le: numeral(bound) }, counts[index]!);
      });
      this.#sample(`${name}_sum`, labels, histogram.sum);
      this.#sample(`${name}_count`, labels, counts.at(-1)!);
    }
  }

  toString(): string {
    return this.#text;
  }

  #head(type: string, name: string, help: string): void {
    const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    this.#text += `# HELP ${PREFIX}${name} ${escaped}\n# TYPE ${PREFIX}${name} ${type}\n`;
  }

  #sample(name: string, labels: Labels, value: number): void {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    const set = pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
    this.#text += `${PREFIX}${name}${set} ${numeral(value)}\n`;
  }
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function numeral(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
