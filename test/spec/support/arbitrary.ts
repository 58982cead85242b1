import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from './json.ts';
import { EXTRA_KEYS, TIMESTAMPS, UUIDS } from './oddities.ts';

/** Values that a JSON Schema means, most of them valid: the ground that mutations start from. */
export function arbitraryOf(root: JsonObject): fc.Arbitrary<Json> {
  const memo = new Map<string, fc.Arbitrary<Json>>();
  const of = (schema: Json | undefined): fc.Arbitrary<Json> => {
    if (!isObject(schema) || Object.keys(schema).length === 0) return anything;
    const ref = schema['$ref'] as string | undefined;
    if (ref !== undefined) {
      const known = memo.get(ref) ?? of((root['$defs'] as JsonObject)[ref.split('/').at(-1)!]);
      memo.set(ref, known);
      return known;
    }
    const members = schema['oneOf'] ?? schema['anyOf'];
    if (Array.isArray(members)) return fc.oneof(...members.map(of));
    if (Array.isArray(schema['allOf'])) return of(schema['allOf'][0]);
    if ('const' in schema) return fc.constant(schema['const']!);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
    const types = [schema['type'] ?? []].flat() as string[];
    return types.length === 0 ? anything : fc.oneof(...types.map((type) => ofType(type, schema)));
  };
  const ofType = (type: string, schema: JsonObject): fc.Arbitrary<Json> => {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'string':
        return stringOf(schema);
      case 'array':
        return fc.array(of(schema['items']), {
          minLength: Number(schema['minItems'] ?? 0),
          maxLength: 3,
        });
      case 'object':
        return objectOf(schema);
      default:
        throw new Error(`No arbitrary for type ${type}.`);
    }
  };
  const objectOf = (schema: JsonObject): fc.Arbitrary<Json> => {
    const properties = (schema['properties'] ?? {}) as JsonObject;
    const declared = fc.record(
      Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, of(value)])),
      { requiredKeys: (schema['required'] ?? []) as string[], noNullPrototype: true },
    );
    const key = fc.oneof(fc.constantFrom(...EXTRA_KEYS), fc.string({ maxLength: 5 }));
    const extra = fc.array(fc.tuple(key, of(schema['additionalProperties'])), { maxLength: 2 });
    return fc
      .tuple(declared, extra)
      .map(([known, more]) =>
        Object.fromEntries([
          ...more.filter(([name]) => !Object.hasOwn(properties, name)),
          ...Object.entries(known),
        ]),
      );
  };
  return of(root);
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1.5, '', 'x', [], {}),
  fc.constantFrom<Json>([{ a: [null] }], { a: { b: 'c' } }),
);

function numberOf(schema: JsonObject): fc.Arbitrary<Json> {
  const min = Number(schema['minimum'] ?? -1e6);
  const max = Number(schema['maximum'] ?? 1e6);
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
}

function stringOf(schema: JsonObject): fc.Arbitrary<Json> {
  if (schema['format'] === 'date-time') return oddOr(TIMESTAMPS.good, schema['pattern']);
  if (schema['format'] === 'uuid') return oddOr(UUIDS.good, schema['pattern']);
  const minLength = Number(schema['minLength'] ?? 0);
  if (typeof schema['pattern'] === 'string') {
    return oddOr(['a', '59247-1777085379101:sub:1', '7'.repeat(128)], schema['pattern']);
  }
  const longest = Number(schema['maxLength'] ?? 0) || 8;
  return fc.oneof(
    { weight: 9, arbitrary: fc.string({ minLength, maxLength: Math.min(longest, 8) }) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(longest), '\u{1F980}'.repeat(longest)) },
  );
}

const oddOr = (odd: readonly string[], pattern: Json | undefined): fc.Arbitrary<Json> =>
  fc.oneof(fc.constantFrom(...odd), fc.stringMatching(new RegExp(String(pattern)), { size: '-1' }));
