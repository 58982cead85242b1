import fc from 'fast-check';
import { isObject, jsonText, parse, setOwn, type Json, type JsonObject } from './json.ts';
import { ARRAY_LENGTHS, EXTRA_KEYS, NUMBERS, STRINGS } from './oddities.ts';

/** Material for mutations that only the components together can give. */
export interface Pool {
  /** Whole and partial values of every component. */
  readonly subtrees: readonly Json[];
  /** Keys that some component declares. */
  readonly keys: readonly string[];
  /** Values of the enumerations of all components. */
  readonly words: readonly Json[];
  /** Every minimum and maximum, and the numbers next to them. */
  readonly bounds: readonly number[];
}

/** What a schema says beside its structure: the material for a pool. */
export function poolOf(schemas: readonly JsonObject[], values: readonly Json[]): Pool {
  const keys = new Set<string>();
  const words = new Set<Json>();
  const bounds = new Set<number>();
  for (const schema of schemas) {
    for (const { node } of nodesOf(schema)) {
      if (!isObject(node)) continue;
      for (const key of Object.keys(node['properties'] ?? {})) keys.add(key);
      for (const word of (node['enum'] ?? []) as Json[]) words.add(word);
      for (const bound of [node['minimum'], node['maximum']]) {
        if (typeof bound === 'number') for (const step of [-1, 0, 1]) bounds.add(bound + step);
      }
    }
  }
  const subtrees = new Map(
    values.flatMap((value) => nodesOf(value).map(({ node }) => [jsonText(node), node] as const)),
  );
  return {
    subtrees: [...subtrees.values()],
    keys: [...keys],
    words: [...words],
    bounds: [...bounds],
  };
}

interface Node {
  readonly node: Json;
  /** Puts another value in its place; undefined takes it away. */
  readonly replace: (value: Json | undefined) => void;
}

/** The value and everything in it; `replace` of the root does nothing. */
function nodesOf(value: Json, replace: Node['replace'] = () => {}): Node[] {
  const nodes: Node[] = [{ node: value, replace }];
  if (Array.isArray(value)) {
    value.forEach((each, index) => {
      const put: Node['replace'] = (next) =>
        void (next === undefined ? value.splice(index, 1) : (value[index] = next));
      nodes.push(...nodesOf(each, put));
    });
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const put: Node['replace'] = (next) =>
        void (next === undefined ? delete value[key] : setOwn(value, key, next));
      nodes.push(...nodesOf(value[key]!, put));
    }
  }
  return nodes;
}

interface Edit {
  /** The kind of node it suits; every node when absent. */
  readonly on?: 'string' | 'number' | 'array' | 'object';
  /** What stands there afterwards; undefined for nothing. */
  readonly to: (node: Json) => Json | undefined;
}

const kindOf = (node: Json) =>
  Array.isArray(node) ? 'array' : node === null ? 'null' : typeof node;

function edits(pool: Pool): fc.Arbitrary<Edit> {
  const text = fc.constantFrom(...STRINGS);
  const number = fc.oneof(fc.constantFrom(...pool.bounds), fc.constantFrom(...NUMBERS));
  const word = fc.constantFrom(...pool.words);
  const subtree = fc.constantFrom(...pool.subtrees);
  const wrongType = fc.constantFrom<Json>(null, true, false, 0, 2, '', 'x', [], {}, [[]], [{}]);
  const key = fc.oneof(
    fc.constantFrom('event_type', 'state', '__proto__'),
    fc.constantFrom(...EXTRA_KEYS),
    fc.constantFrom(...pool.keys),
  );
  const added = fc.oneof(subtree, wrongType, word, text, number);
  const anywhere = fc.oneof(subtree, wrongType, word, fc.constant(null));
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant<Edit>({ to: () => undefined }) },
    { weight: 15, arbitrary: anywhere.map((value): Edit => ({ to: () => value })) },
    { weight: 2, arbitrary: fc.constant<Edit>({ to: (node) => [node] }) },
    { weight: 12, arbitrary: text.map((value): Edit => ({ on: 'string', to: () => value })) },
    { weight: 12, arbitrary: number.map((value): Edit => ({ on: 'number', to: () => value })) },
    {
      weight: 15,
      arbitrary: fc.tuple(key, added).map(([name, value]): Edit => ({
        on: 'object',
        to: (node) => {
          setOwn(node as JsonObject, name, copy(value));
          return node;
        },
      })),
    },
    {
      weight: 1,
      // One element many times over: a batch of 501 events costs one.
      arbitrary: fc.constantFrom(...ARRAY_LENGTHS).map((length): Edit => ({
        on: 'array',
        to: (node) => {
          const item = (node as Json[])[0] ?? pool.subtrees[0]!;
          return Array.from({ length }, () => item);
        },
      })),
    },
  );
}

/** JSON texts: some as they were generated, most with up to three edits. */
export function mutated(base: fc.Arbitrary<Json>, pool: Pool): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(9_999), edits(pool));
  // One fault at a time shows most; several at once hide each other.
  const changes = fc.oneof(
    { weight: 4, arbitrary: fc.constant<[number, Edit][]>([]) },
    { weight: 4, arbitrary: change.map((one) => [one]) },
    { weight: 2, arbitrary: fc.array(change, { minLength: 2, maxLength: 3 }) },
  );
  return fc.tuple(base, changes).map(([value, list]) => jsonText(applyAll(value, list)));
}

function applyAll(value: Json, changes: readonly [number, Edit][]): Json {
  let root = copy(value);
  for (const [at, { on, to }] of changes) {
    const all = nodesOf(root, (next) => void (root = next ?? null));
    // An array of 501 within one of 501 proves no more than one of them.
    if (all.length > 500) break;
    const nodes = all.filter(({ node }) => on === undefined || kindOf(node) === on);
    const chosen = nodes[at % nodes.length];
    if (!chosen) continue;
    const next = to(chosen.node);
    // Shared material must not be changed by the edits that follow.
    if (next !== chosen.node) chosen.replace(next && copy(next));
  }
  return root;
}

const copy = (value: Json) => parse(jsonText(value));
