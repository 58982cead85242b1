/** A sample of a metric. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A family of metrics, as a strict reader of the text format 0.0.4 has it. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*';
const TEXT = String.raw`(?:[^\\"\n]|\\\\|\\"|\\n)*`;
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\]|\\\\\\\\|\\\\n)+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`);
const SAMPLE = new RegExp(
  `^(${NAME})(?:\\{(${LABEL}="${TEXT}"(?:,${LABEL}="${TEXT}")*)\\})? ([+-]?(?:Inf|[0-9.]+(?:e[+-]?[0-9]+)?))$`,
);

/**
 * Reads a page of metrics.
 * @throws Error for whatever the format forbids, or a careful exporter does not write
 */
export function parseExposition(page: string): Map<string, Family> {
  if (!page.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let family: Family | undefined;
  let help: string | undefined;
  for (const line of page.slice(0, -1).split('\n')) {
    const asHelp = HELP.exec(line);
    const asType = TYPE.exec(line);
    const asSample = SAMPLE.exec(line);
    if (asHelp) {
      const name = asHelp[1]!;
      if (families.has(name)) throw new Error(`${name} comes twice`);
      family = undefined;
      help = asHelp[2]!;
      families.set(name, { name, type: '', help, samples: [] });
    } else if (asType) {
      const name = asType[1]!;
      if (help === undefined || families.get(name)?.type !== '')
        throw new Error(`no HELP: ${line}`);
      family = { name, type: asType[2]!, help, samples: [] };
      families.set(name, family);
    } else if (asSample && family) {
      const sample = sampleOf(asSample);
      const key = `${sample.name}${JSON.stringify(Object.entries(sample.labels).toSorted())}`;
      if (seen.has(key)) throw new Error(`comes twice: ${line}`);
      seen.add(key);
      if (!belongs(sample, family)) throw new Error(`not of ${family.name}: ${line}`);
      family.samples.push(sample);
    } else throw new Error(`cannot be read: ${line}`);
  }
  for (const each of families.values()) check(each);
  return families;
}

function sampleOf([, name, labels = '', value]: RegExpExecArray): Sample {
  const pairs = [...labels.matchAll(new RegExp(`(${LABEL})="(${TEXT})"`, 'g'))];
  return {
    name: name!,
    labels: Object.fromEntries(pairs.map(([, label, text]) => [label, unescape(text!)])),
    value: Number(value!.replace('Inf', 'Infinity')),
  };
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character,
  );
}

function belongs({ name }: Sample, family: Family): boolean {
  if (family.type !== 'histogram') return name === family.name;
  return ['_bucket', '_sum', '_count'].some((suffix) => name === family.name + suffix);
}

function check({ name, type, samples }: Family): void {
  if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name}: no _total`);
  if (type === 'counter' && samples.some(({ value }) => value < 0)) throw new Error(`${name} < 0`);
  if (type === 'histogram') checkHistogram(name, samples);
}

/** Buckets grow, end with +Inf, and that is the count. */
function checkHistogram(name: string, samples: readonly Sample[]): void {
  const series = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = keyOf(sample);
    series.set(key, [...(series.get(key) ?? []), sample]);
  }
  for (const each of series.values()) {
    const buckets = each.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => Number(labels['le']!.replace('Inf', 'Infinity')));
    const counts = buckets.map(({ value }) => value);
    const count = each.find((sample) => sample.name === `${name}_count`)?.value;
    const sum = each.find((sample) => sample.name === `${name}_sum`)?.value;
    if (!grow(bounds) || !grow(counts) || bounds.at(-1) !== Infinity)
      throw new Error(`${name}: buckets`);
    if (count === undefined || count !== counts.at(-1)) throw new Error(`${name}: count`);
    if (sum === undefined || Number.isNaN(sum)) throw new Error(`${name}: sum`);
  }
}

function keyOf({ labels }: Sample): string {
  return JSON.stringify(Object.entries(labels).filter(([label]) => label !== 'le'));
}

function grow(values: readonly number[]): boolean {
  return values.every((value, n) => n === 0 || value >= values[n - 1]!);
}
