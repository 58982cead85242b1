import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { jsonSchemasOf } from '../../../scripts/generate/json-schemas.ts';
import type { OpenApiDocument } from '../../../spec/openapi.ts';
import type { JsonObject } from './json.ts';

const compiled = new Map<string, ValidateFunction>();

/** A stranger's JSON Schema validator at its strictest: unknown words and loose types throw. */
export function compile(schema: object): ValidateFunction {
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? fresh(schema);
  compiled.set(text, validate);
  return validate;
}

function fresh(schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** Makes a schema that stands somewhere in a document stand alone. */
export function standalone(document: OpenApiDocument, schema: object): JsonObject {
  const schemas = { ...document.components?.schemas, '': schema };
  const all = jsonSchemasOf({ ...document, components: { schemas } } as OpenApiDocument);
  return all.get('') as JsonObject;
}
