import { isObject, type Json, type JsonObject } from './json.ts';

/** A part of a document and the JSON pointer to it. */
export interface Place {
  readonly at: string;
  readonly node: JsonObject;
}

// Below these keys is data, or a map from names to schemas.
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const', 'required']);
const MAPS = new Set(['properties', 'schemas', '$defs', 'patternProperties']);

/** All schemas of an OpenAPI document, nested ones included. */
export function schemasOf(document: object): Place[] {
  const found: Place[] = [];
  const walk = (node: Json, at: string, inSchema: boolean): void => {
    if (Array.isArray(node)) {
      node.forEach((each, index) => walk(each, `${at}/${index}`, inSchema));
      return;
    }
    if (!isObject(node)) return;
    if (inSchema) found.push({ at, node });
    for (const [key, value] of Object.entries(node)) {
      const below = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (DATA.has(key) && !isObject(value) && inSchema) continue;
      if (DATA.has(key) && !inSchema) continue;
      if (MAPS.has(key) && isObject(value)) {
        for (const [name, schema] of Object.entries(value)) walk(schema, `${below}/${name}`, true);
      } else {
        walk(value, below, inSchema || key === 'schema');
      }
    }
  };
  walk(document as JsonObject, '', false);
  return found;
}

const allowsNull = (schema: Json): boolean =>
  isObject(schema) && [schema['type'] ?? []].flat().includes('null');

/**
 * What zod-to-openapi is known to write wrongly, and what generators stumble over. The words of
 * OpenAPI 3.0 are among it: in 3.1 they mean nothing.
 */
export function traps(document: object): string[] {
  const component = /^\/components\/schemas\/[^/]+$/;
  return schemasOf(document).flatMap(({ at, node }) => {
    const found: string[] = [];
    const trap = (condition: boolean, what: string) =>
      void (condition && found.push(`${at}: ${what}`));
    const members = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (node[key] ?? []) as Json[]);
    const all = (node['allOf'] ?? []) as Json[];
    const types = [node['type'] ?? []].flat() as Json[];
    const pattern = node['pattern'];

    trap(
      all.some((each) => isObject(each) && '$ref' in each) && all.some(allowsNull),
      'allOf with a null type beside a $ref refuses null',
    );
    trap('$ref' in node && allowsNull(node), 'a null type beside a $ref refuses null');
    trap(component.test(at) && allowsNull(node), 'the component itself is null for everyone');
    trap(
      members.some((each) => isObject(each) && Object.keys(each).length === 0),
      'an empty member',
    );
    trap(['ip', 'int64', 'float', 'double'].includes(String(node['format'])), 'an unknown format');
    trap('nullable' in node || 'example' in node, 'a word of OpenAPI 3.0');
    trap(typeof node['exclusiveMinimum'] === 'boolean', 'a word of OpenAPI 3.0');
    trap(typeof node['exclusiveMaximum'] === 'boolean', 'a word of OpenAPI 3.0');
    trap('prefixItems' in node, 'a tuple: its length is lost');
    trap(types.includes('array') && !isObject(node['items']), 'an array of anything');
    trap(((node['enum'] ?? []) as Json[]).includes(null), 'an enum of null: a union is plainer');
    trap(
      typeof pattern === 'string' && !isPattern(pattern),
      'a pattern with flags or without ends',
    );
    trap(Object.keys(node).length === 1 && 'description' in node, 'a schema that says nothing');
    return found;
  });
}

/** Anchored, and the same with and without the `u` flag: validators use either. */
function isPattern(pattern: string): boolean {
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return false;
  try {
    return new RegExp(pattern, 'u').source === new RegExp(pattern).source;
  } catch {
    return false;
  }
}

/** What an entry of a document shows beside its schema. */
export interface Shown {
  readonly at: string;
  readonly schema: JsonObject;
  readonly value: Json;
}

/** Examples and defaults, wherever OpenAPI allows them, each with the schema it must satisfy. */
export function examplesOf(document: object): Shown[] {
  const found: Shown[] = [];
  for (const { at, node } of schemasOf(document)) {
    for (const value of (node['examples'] ?? []) as Json[]) found.push({ at, schema: node, value });
    if ('default' in node)
      found.push({ at: `${at}/default`, schema: node, value: node['default']! });
  }
  // Media types, parameters and headers: an object with a `schema`.
  const walk = (node: Json, at: string): void => {
    if (Array.isArray(node)) node.forEach((each, index) => walk(each, `${at}/${index}`));
    if (!isObject(node)) return;
    const { schema, example, examples } = node;
    if (isObject(schema)) {
      if (example !== undefined) found.push({ at: `${at}/example`, schema, value: example });
      for (const [name, each] of Object.entries((examples ?? {}) as JsonObject)) {
        const { value } = each as JsonObject;
        if (value !== undefined) found.push({ at: `${at}/examples/${name}`, schema, value });
      }
      return;
    }
    for (const [key, value] of Object.entries(node)) walk(value, `${at}/${key}`);
  };
  const { components, ...rest } = document as JsonObject;
  const { schemas: _, ...others } = components as JsonObject;
  walk({ ...rest, components: others }, '');
  return found;
}
