// The suite as a whole: nothing of the contract is left out, and its ids can be used.
import { describe, expect, test } from 'vitest';
import {
  errorCodesOf,
  operations,
  type Operation,
  type OperationId,
} from '../../../../spec/operations.ts';
import { bodyVectors } from '../../../../spec/vectors/bodies.ts';
import { WAYS } from '../../../../src/verify/cases/bodies.ts';
import { DOCUMENTED_BODIES } from '../../../../src/verify/cases/documented-bodies.ts';
import { CASES } from '../../../../src/verify/cases/index.ts';
import { PROVOKED } from '../../../../src/verify/cases/refusals.ts';
import { BAD_QUERIES } from '../../../../src/verify/cases/refusals/parameters.ts';

const OPERATIONS = Object.entries<Operation>(operations) as [OperationId, Operation][];
const IDS = CASES.map(({ id }) => id);

describe('the ids', () => {
  test('are unique', () => {
    expect(IDS.filter((id, index) => IDS.indexOf(id) !== index)).toEqual([]);
  });

  test('name their operation, and hold nothing that a shell or a pattern would take amiss', () => {
    const odd = CASES.filter(
      ({ id, operation }) =>
        !id.startsWith(`${operation}/`) || !/^[\w.+-]+(?:\/[\w.+-]+){1,3}$/.test(id),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  test('say by their title what is expected', () => {
    expect(CASES.filter(({ title }) => !/^\S.{9,}/.test(title)).map(({ id }) => id)).toEqual([]);
  });
});

describe('every operation', () => {
  test.each(OPERATIONS.map(([id]) => id))('%s is tried with success', (id) => {
    expect(IDS).toContain(`${id}/success`);
  });

  test.each(
    OPERATIONS.flatMap(([id, operation]) =>
      errorCodesOf(operation).map((code) => [id, code, operation] as const),
    ).filter(([, code]) => PROVOKED[code] !== null),
  )('%s is provoked to answer %s', (id, code, operation) => {
    const found = PROVOKED[code]!(id).map((each) => each.id);
    // Where all of it is in the body, the bodies are what provokes it.
    const isOfBody = code === 'validation_failed' && operation.body !== undefined;
    const isOfLimits = id === 'ingestEvents' && code === 'payload_too_large';
    if (isOfBody) found.push(...IDS.filter((each) => each.startsWith(`${id}/bodies/`)));
    if (isOfLimits) found.push(...IDS.filter((each) => each.startsWith(`${id}/limits/`)));
    expect(found).not.toEqual([]);
    expect(found.filter((each) => !IDS.includes(each))).toEqual([]);
  });

  test('has the vectors of its body sent to it', () => {
    const tried = new Set(Object.values(WAYS).map(({ operation }) => operation));
    expect(OPERATIONS.filter(([id, { body }]) => body && !tried.has(id))).toEqual([]);
    const schemas = new Set(bodyVectors.map(({ schema }) => schema));
    expect(Object.keys(WAYS).filter((schema) => !schemas.has(schema))).toEqual([]);
  });
});

describe('the bad values of query parameters', () => {
  const parameters = OPERATIONS.flatMap(([id, { query }]) =>
    Object.entries(query?.shape ?? {}).map(([name, type]) => ({ id, name, type })),
  );

  test.each(parameters)('$id: $name has some, unless it is free text', ({ name, type }) => {
    const isFreeText = type.safeParse('any text, \u{1F980}').success && name !== 'cursor';
    expect(BAD_QUERIES[name] === undefined).toBe(isFreeText);
  });

  test.each(
    parameters
      .filter(({ name }) => name !== 'cursor')
      .flatMap(({ id, name, type }) =>
        (BAD_QUERIES[name] ?? []).map((value) => ({ id, name, type, value })),
      ),
  )('$id: $name "$value" breaks the contract', ({ type, value }) => {
    const asNumber = /^-?[\d.]+$/.test(value) ? Number(value) : value;
    expect(type.safeParse(asNumber).success).toBe(false);
  });
});

describe('the vectors that are called documented', () => {
  test.each(
    Object.entries(DOCUMENTED_BODIES).flatMap(([schema, names]) =>
      names.map((name) => [schema, name] as const),
    ),
  )('%s has "%s"', (schema, name) => {
    const { valid, refused } = bodyVectors.find((each) => each.schema === schema)!;
    expect([...valid, ...refused].map((vector) => vector.name)).toContain(name);
  });
});
