// The Zod schemas and what is generated from them say the same of every JSON value.
import { OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import fc from 'fast-check';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonSchemasOf } from '../../scripts/generate/json-schemas.ts';
import { EVENT, SESSION_START, SESSION_STATE_REPORT, SESSION_UUID } from '../../spec/examples.ts';
import { openApiDocument } from '../../spec/openapi.ts';
import { operations, type Operation } from '../../spec/operations.ts';
import { arbitraryOf } from './support/arbitrary.ts';
import { components, GENERATED } from './support/components.ts';
import { compare, compareMany, type Subject } from './support/comparator.ts';
import type { Json, JsonObject } from './support/json.ts';
import { mutated, poolOf } from './support/mutation.ts';
import { compile, standalone } from './support/schema.ts';

const RUNS = 3_000;

// What the generated schema has lost, a value made from it will not show: half of the values come
// from Zod's own account of itself.
const valuesOf = (zod: z.ZodType, generated: JsonObject) =>
  fc.oneof(arbitraryOf(generated), arbitraryOf(z.toJSONSchema(zod) as JsonObject));

const pool = poolOf(
  components.map(({ schema }) => schema),
  components.flatMap(({ schema }) =>
    fc
      .sample(arbitraryOf(schema), { seed: 1, numRuns: 3 })
      .concat((schema['examples'] ?? []) as Json[]),
  ),
);

it('has a JSON Schema file for each component and no other', async () => {
  expect((await readdir(join(GENERATED, 'schemas'))).toSorted()).toEqual(
    components.map(({ name }) => `${name}.json`).toSorted(),
  );
});

describe.each(components)('$name', ({ name, zod, schema }) => {
  it('is one contract in Zod and in JSON Schema', () => {
    const subject: Subject = { name, zod, validate: compile(schema) };
    const tally = compareMany(subject, mutated(valuesOf(zod, schema), pool), RUNS);
    const share = (part: number) => part / (tally.accepted + tally.refused);
    expect(share(tally.accepted), 'too few values are accepted').toBeGreaterThan(0.1);
    expect(share(tally.refused), 'too few values are refused').toBeGreaterThan(0.1);
  }, 30_000);
});

describe('parameters', () => {
  const document = openApiDocument('0.0.0');
  const subjects = new Map(
    Object.entries<Operation>(operations).flatMap(([id, operation]) => {
      const item = document.paths![operation.path]!;
      const { parameters = [] } = item[operation.method.toLowerCase() as 'get']!;
      return parameters.map((parameter) => {
        const {
          in: place,
          name,
          schema,
        } = parameter as { in: string; name: string; schema: object };
        const group = { path: operation.params, query: operation.query, header: operation.headers };
        const zod = group[place as keyof typeof group]!.shape[name]!;
        // Equal parameters of several operations are one subject.
        return [
          JSON.stringify([name, schema]),
          { label: `${name} of ${id}`, schema, zod },
        ] as const;
      });
    }),
  );
  it.each([...subjects.values()])('$label', ({ label, schema, zod }) => {
    const alone = standalone(document, schema);
    const subject = { name: label, zod, validate: compile(alone) };
    const tally = compareMany(subject, mutated(valuesOf(zod, alone), pool), 300);
    expect(Math.min(tally.accepted, tally.refused)).toBeGreaterThan(0);
  });
});

const emoji = '\u{1F980}';
const issue = { pointer: '/events/0', message: 'is wrong', code: 'custom' };
const times = (length: number, item: unknown) => Array.from({ length }, () => item);
const batch = (length: number) => ({ events: times(length, EVENT) });
const event = (more: object) => ({ ...EVENT, ...more });
const error = (more: object) => ({
  error: 'No.',
  code: 'validation_failed',
  request_id: '1',
  ...more,
});

// The two forms agree; here, that they agree on what the contract says.
describe('limits', () => {
  const cases: [name: string, refused: unknown[], accepted: unknown[]][] = [
    ['IngestRequest', [batch(0), batch(501)], [batch(1), batch(500)]],
    [
      'QuintEvent',
      [
        ...['', 'x'.repeat(129), 'a b', `a${emoji}`, 'a\n'].map((session_id) =>
          event({ session_id }),
        ),
        ...[-1, 101, 1.5, '50', null].map((risk_score) => event({ risk_score })),
        ...[1, '2', 2.5, null].map((schema_version) => event({ schema_version })),
        event({ labels: { pid: 1 } }),
      ],
      [
        ...['x', 'x'.repeat(128), '!~:/', SESSION_UUID].map((session_id) => event({ session_id })),
        ...[0, 100, 1e2].map((risk_score) => event({ risk_score })),
        ...['', 'not JSON', '[1'].map((arguments_json) => event({ arguments_json })),
        event({ org_id: 'kept', platform: 'unheard-of', labels: {} }),
      ],
    ],
    [
      'ErrorBody',
      [error({ issues: times(101, issue) })],
      [error({}), ...[0, 100].map((length) => error({ issues: times(length, issue) }))],
    ],
    [
      'CreateTokenRequest',
      ['', 'x'.repeat(129), emoji.repeat(129)].map((name) => ({ name })),
      ['x', 'x'.repeat(128), emoji.repeat(128)].map((name) => ({ name })),
    ],
    [
      'MachineRegistration',
      ['', 'x'.repeat(129)].map((machine_id) => ({ machine_id })),
      ['x', 'x'.repeat(128)].map((machine_id) => ({ machine_id })),
    ],
    [
      'RotateTokenRequest',
      [-1, 604_801, 0.5].map((grace_seconds) => ({ grace_seconds })),
      [{}, { grace_seconds: 0 }, { grace_seconds: 604_800 }],
    ],
    [
      'SessionReport',
      [
        {},
        { session_id: 'x' },
        { ...SESSION_START, state: 'active' },
        { ...SESSION_STATE_REPORT, event_type: 'session_start' },
        { event_type: 'session_start', session_id: 'x' },
        { event_type: 'session_pause', session_id: 'x' },
        { session_id: 'x', state: 'active' },
        { session_id: 'x', state: 'paused', timestamp: EVENT.timestamp },
      ],
      [
        SESSION_START,
        SESSION_STATE_REPORT,
        { event_type: 'session_resume', session_id: 'x' },
        { event_type: 'session_end', session_id: 'x', parent_id: null },
        { session_id: 'x', state: 'idle', timestamp: EVENT.timestamp },
      ],
    ],
  ];
  it.each(cases)('%s', (name, refused, accepted) => {
    const { zod, schema } = components.find((each) => each.name === name)!;
    const subject: Subject = { name, zod, validate: compile(schema) };
    for (const [values, verdict] of [
      [refused, 'refused'],
      [accepted, 'accepted'],
    ] as const) {
      for (const value of values) {
        const tally = { accepted: 0, refused: 0 };
        const text = JSON.stringify(value);
        compare(subject, text, tally);
        expect(tally[verdict], `${text.slice(0, 300)} must be ${verdict}`).toBe(1);
      }
    }
  });
});

describe('the comparison bites', () => {
  const Ref = z.enum(['active', 'idle']).meta({ id: 'Ref' });
  const wrong = {
    'a nullable reference': z.object({ state: Ref.nullable() }),
    'a literal of several values': z.object({ kind: z.literal(['x', 'y']) }),
    'a length in UTF-16 units': z.object({
      name: z
        .string()
        .refine((text) => text.length <= 128)
        .meta({ maxLength: 128 }),
    }),
    'a record that passes over __proto__': z.record(z.string(), z.string()),
    'a regular expression with a flag': z.object({ id: z.string().regex(/^[a-f]+$/i) }),
    'a dropped multipleOf': z.object({ n: z.int().min(0).max(100).multipleOf(5) }),
  };
  it.each(Object.entries(wrong))('%s', (_, schema) => {
    const definitions = [Ref, schema.meta({ id: 'Wrong' })].map((each) => ({
      type: 'schema' as const,
      schema: each,
    }));
    const document = new OpenApiGeneratorV31(definitions, {
      unionPreferredType: 'oneOf',
    }).generateDocument({ openapi: '3.1.0', info: { title: 'Wrong', version: '0' } });
    const generated = jsonSchemasOf(document).get('Wrong') as JsonObject;
    const subject: Subject = { name: 'Wrong', zod: schema, validate: compile(generated) };
    expect(() => compareMany(subject, mutated(valuesOf(schema, generated), pool), RUNS)).toThrow(
      /Wrong: (Zod|JSON Schema) accepts what/,
    );
  });

  it('and stays silent over the same schemas written well', () => {
    const nullable = z.object({ state: z.union([z.enum(['active', 'idle']), z.null()]) });
    const validate = compile({
      type: 'object',
      properties: { state: { enum: ['active', 'idle', null] } },
      required: ['state'],
    });
    const tally = { accepted: 0, refused: 0 };
    for (const text of ['{"state":null}', '{"state":"idle"}', '{"state":"x"}', '{}', '[]']) {
      compare({ name: 'Well', zod: nullable, validate }, text, tally);
    }
    expect(tally).toEqual({ accepted: 2, refused: 3 });
  });
});
