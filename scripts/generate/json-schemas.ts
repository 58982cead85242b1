import type { OpenApiDocument } from '../../spec/openapi.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One JSON Schema (2020-12) per component that stands alone: what it refers to is in its `$defs`. */
export function jsonSchemasOf(document: OpenApiDocument): Map<string, object> {
  const components = document.components!.schemas as unknown as Record<string, Json>;
  return new Map(
    Object.keys(components).map((name) => [name, standalone(name, components)] as const),
  );
}

function standalone(name: string, components: Record<string, Json>): object {
  const defs: Record<string, Json> = {};
  const convert = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(convert);
    if (node === null || typeof node !== 'object') return node;
    const out: Record<string, Json> = {};
    for (const [key, value] of Object.entries(node)) {
      // Words of OpenAPI, unknown to JSON Schema: strict validators refuse them.
      if (key === 'discriminator' || key.startsWith('x-')) continue;
      if (key === '$ref') {
        const target = (value as string).split('/').at(-1)!;
        out[key] = `#/$defs/${target}`;
        if (!(target in defs)) {
          defs[target] = true;
          defs[target] = convert(components[target]!);
        }
      } else {
        // Examples are data: nothing inside them is a keyword.
        out[key] = key === 'examples' || key === 'default' ? value : convert(value);
      }
    }
    return out;
  };
  const schema = convert(components[name]!) as Record<string, Json>;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:quint:contract:${name}`,
    title: name,
    ...schema,
    ...(Object.keys(defs).length > 0 && {
      $defs: Object.fromEntries(Object.entries(defs).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}
