// The OpenAPI document: made the same every time, complete, without known traps, true to its examples.
import { OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { jsonSchemasOf } from '../../scripts/generate/json-schemas.ts';
import { operationsModule } from '../../scripts/generate/operations.ts';
import { typesOf } from '../../scripts/generate/types.ts';
import { ERROR_CODES } from '../../spec/errors.ts';
import { openApiDocument, type OpenApiDocument } from '../../spec/openapi.ts';
import { components, readGenerated } from './support/components.ts';
import type { JsonObject } from './support/json.ts';
import { examplesOf, schemasOf, traps } from './support/lint.ts';
import { compile, standalone } from './support/schema.ts';
import { SEED_BODIES } from './support/seeds.ts';

const ROOT = join(import.meta.dirname, '../..');
const committed = JSON.parse(readGenerated('openapi.json')) as OpenApiDocument;
const plain = committed as unknown as JsonObject;

interface OperationObject {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly security?: Record<string, string[]>[];
  readonly parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  readonly requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  readonly responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
}

const documented = Object.entries(committed.paths!).flatMap(([path, item]) =>
  Object.entries(item as Record<string, OperationObject>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function generate() {
  const document = openApiDocument(packageJson.version);
  return {
    'openapi.json': json(document),
    'operations.ts': operationsModule(),
    'types.ts': await typesOf(document),
    ...Object.fromEntries(
      [...jsonSchemasOf(document)].map(([name, schema]) => [`schemas/${name}.json`, json(schema)]),
    ),
  };
}

describe('generation', () => {
  it('yields the same bytes twice in one process, and those that are committed', async () => {
    const first = await generate();
    const second = await generate();
    for (const [name, text] of Object.entries(first)) {
      expect(second[name as keyof typeof second] === text, `${name}, twice`).toBe(true);
      expect(readGenerated(name) === text, `${name} is out of date: npm run generate`).toBe(true);
    }
    expect(parseYaml(readGenerated('openapi.yaml'))).toEqual(plain);
  });

  it('finds nothing to do in another process, the YAML and stray files included', async () => {
    const script = join(ROOT, 'scripts/generate.ts');
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script, '--check'], {
      cwd: ROOT,
    });
    await expect(run).resolves.toMatchObject({ stderr: '' });
  }, 30_000);
});

describe('examples', () => {
  const shown = examplesOf(plain);

  it('satisfy the schemas that they stand beside', () => {
    expect(shown.length).toBeGreaterThan(150);
    for (const { at, schema, value } of shown) {
      const validate = compile(standalone(committed, schema));
      expect(validate(value), `${at}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  it('are given for every body: Prism makes up wrong ones where one is missing', () => {
    const places = new Set(shown.map(({ at }) => at.replace(/\/examples?(\/.*)?$/, '')));
    const bodies = documented.flatMap(({ path, method, operation }) => {
      const at = `/paths/${path}/${method.toLowerCase()}`;
      const media = (place: string, content: object = {}) =>
        Object.keys(content).map((type) => `${at}/${place}/content/${type}`);
      return [
        ...media('requestBody', operation.requestBody?.content),
        ...Object.entries(operation.responses).flatMap(([status, response]) =>
          media(`responses/${status}`, response.content),
        ),
      ];
    });
    expect(bodies.length).toBeGreaterThan(100);
    expect(bodies.filter((body) => !places.has(body))).toEqual([]);
  });

  it('are found where a wrong one would stand', () => {
    const schema = { type: 'string', examples: [1], default: 2 };
    const found = examplesOf({
      paths: {
        '/a': {
          get: {
            parameters: [{ name: 'p', schema, example: 3 }],
            requestBody: { content: { json: { schema: {}, examples: { one: { value: 4 } } } } },
            responses: { 200: { content: { json: { schema: {}, example: 5 } } } },
          },
        },
      },
      components: {
        schemas: { A: { properties: { examples: { type: 'string', examples: [6] } } } },
      },
    });
    expect(found.map(({ value }) => value).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of the live stream are events of it', () => {
    const media = (committed.paths!['/v1/stream']!.get as unknown as OperationObject)
      .responses[200];
    const { example } = media!.content!['text/event-stream'] as unknown as { example: string };
    const [id, event, data, ...end] = example.split('\n');
    expect([id, event, end]).toEqual(['id: 1', 'event: session.upserted', ['', '']]);
    const { zod } = components.find(({ name }) => name === 'Session')!;
    zod.parse(JSON.parse(data!.slice('data: '.length)));
  });
});

describe('operations', () => {
  const deployToken = { deployToken: [] };
  const supabaseJwt = { supabaseJwt: [] };
  const reader = [deployToken, supabaseJwt];
  // contract.md §1, written out: a change of the contract has to be made here too.
  const contract = [
    ['ingestEvents', 'POST', '/v1/ingest', [deployToken], 200, 'IngestResponse'],
    ['ingestSession', 'POST', '/v1/sessions/ingest', reader, 200, 'IngestSessionResponse'],
    ['getSession', 'GET', '/v1/sessions/{id}', reader, 200, 'SessionDetail'],
    [
      'registerMachine',
      'POST',
      '/v1/machines/register',
      [{ registrationToken: [] }],
      201,
      'RegisteredMachine',
    ],
    ['stream', 'GET', '/v1/stream', reader, 200, undefined],
    ['listSessions', 'GET', '/v1/sessions', reader, 200, 'SessionList'],
    ['listSessionEvents', 'GET', '/v1/sessions/{id}/events', reader, 200, 'EventList'],
    ['listSessionChildren', 'GET', '/v1/sessions/{id}/children', reader, 200, 'SessionChildren'],
    ['listEvents', 'GET', '/v1/events', reader, 200, 'EventList'],
    ['getEvent', 'GET', '/v1/events/{id}', reader, 200, 'EventRecord'],
    ['getEventStats', 'GET', '/v1/events/stats', reader, 200, 'EventStats'],
    ['listAlerts', 'GET', '/v1/alerts', reader, 200, 'AlertList'],
    ['createToken', 'POST', '/v1/deploy-tokens', [supabaseJwt], 201, 'TokenCreated'],
    ['listTokens', 'GET', '/v1/deploy-tokens', [supabaseJwt], 200, 'TokenList'],
    ['rotateToken', 'POST', '/v1/deploy-tokens/{id}/rotate', [supabaseJwt], 201, 'TokenCreated'],
    ['revokeToken', 'DELETE', '/v1/deploy-tokens/{id}', [supabaseJwt], 204, undefined],
    ['health', 'GET', '/health', [], 200, 'Health'],
    ['ready', 'GET', '/ready', [], 200, 'Ready'],
  ] as const;

  it.each(contract)('%s: %s %s', (operationId, method, path, security, status, component) => {
    const { operation } = documented.find((each) => each.path === path && each.method === method)!;
    expect(operation).toMatchObject({ operationId, security });
    const successes = Object.keys(operation.responses).filter((code) => code.startsWith('2'));
    expect(successes).toEqual([String(status)]);
    const { content } = operation.responses[status]!;
    expect(content?.['application/json']?.schema.$ref).toBe(
      component && `#/components/schemas/${component}`,
    );
    if (operationId === 'stream') expect(Object.keys(content!)).toEqual(['text/event-stream']);
  });

  it('are these and no others', () => {
    expect(documented.map(({ operation }) => operation.operationId).toSorted()).toEqual(
      contract.map(([operationId]) => operationId).toSorted(),
    );
  });

  it.each([
    ['ingestEvents', 'IngestRequest'],
    ['ingestSession', 'SessionReport'],
    ['registerMachine', 'MachineRegistration'],
    ['createToken', 'CreateTokenRequest'],
    ['rotateToken', 'RotateTokenRequest'],
  ])('%s takes a %s', (operationId, component) => {
    const { operation } = documented.find((each) => each.operation.operationId === operationId)!;
    expect(operation.requestBody!.content).toMatchObject({
      'application/json': { schema: { $ref: `#/components/schemas/${component}` } },
    });
  });

  it.each(documented.map((each) => [each.operation.operationId, each] as const))(
    '%s is described',
    (_, { path, operation }) => {
      expect(operation.summary).toMatch(/\S[^.]$/);
      expect(operation.description).toMatch(/\.$/);
      expect(operation.tags).toHaveLength(1);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters ?? [];
      expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(
        inPath,
      );
      for (const { name, in: place, required, description } of parameters) {
        expect(description, name).toMatch(/\.$/);
        expect(required ?? false, name).toBe(place === 'path');
      }
    },
  );

  it('answer lists by page', () => {
    const lists = documented.filter(({ operation }) => operation.operationId.startsWith('list'));
    for (const { operation } of lists) {
      const names = operation.parameters!.map(({ name }) => name);
      expect(names, operation.operationId).toEqual(expect.arrayContaining(['limit', 'cursor']));
      const limit = operation.parameters!.find(({ name }) => name === 'limit');
      expect(limit).toMatchObject({ schema: { minimum: 1, maximum: 1000, default: 100 } });
    }
    expect(lists).toHaveLength(6);
  });

  it('document the errors that follow from what they are', () => {
    for (const { method, operation } of documented) {
      const statuses = new Set(Object.keys(operation.responses));
      const has = (status: number) => statuses.has(String(status));
      const id = operation.operationId;
      const secured = operation.security!.length > 0;
      expect([has(401), has(403)], id).toEqual([secured, secured]);
      expect([has(413), has(415)], id).toEqual(Array(2).fill(method === 'POST'));
      expect(has(404), id).toBe(operation.parameters?.some((each) => each.in === 'path') ?? false);
      expect(has(429), id).toBe(id === 'ingestEvents' || id === 'ingestSession');
      expect([has(500), has(503)], id).toEqual([true, true]);
    }
  });

  it('give every error the one body, and the headers that its status needs', () => {
    const needed: Record<string, string[]> = {
      401: ['WWW-Authenticate'],
      429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
      503: ['Retry-After'],
    };
    for (const { operation } of documented) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const { headers } = response as { headers?: object };
        expect(Object.keys(headers!)).toEqual(
          expect.arrayContaining(['x-request-id', ...(needed[status] ?? [])]),
        );
        if (status.startsWith('2')) continue;
        const media = response.content!['application/json'] as unknown as {
          schema: object;
          example: { code: keyof typeof ERROR_CODES };
        };
        expect(media.schema).toEqual({ $ref: '#/components/schemas/ErrorBody' });
        expect(ERROR_CODES[media.example.code].status).toBe(Number(status));
      }
    }
  });
});

describe('schemas', () => {
  it('are free of what zod-to-openapi writes wrongly', () => {
    expect(traps(plain)).toEqual([]);
  });

  it('are all named, all used, and nothing refers to what is not there', () => {
    const names = Object.keys(committed.components!.schemas!);
    expect(names).toEqual(components.map(({ name }) => name).toSorted());
    const text = JSON.stringify(plain);
    const used = new Set(
      [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
    );
    expect([...used].toSorted()).toEqual(names);
  });

  it('describe every component and every field', () => {
    const silent = schemasOf(plain).filter(
      ({ at, node }) =>
        /\/(?:schemas|properties)\/[^/]+$/.test(at) &&
        !('$ref' in node) &&
        !/\S.*\.$/s.test(String(node['description'] ?? '')) &&
        // What a refinement forbids is described where it is forbidden.
        !at.includes('/not/'),
    );
    expect(silent.map(({ at }) => at)).toEqual([]);
  });

  it('leave room: additive changes break nobody, so no object is closed', () => {
    const closed = schemasOf(plain).filter(
      ({ node }) =>
        node['additionalProperties'] === false || node['unevaluatedProperties'] === false,
    );
    expect(closed).toEqual([]);
  });

  const Ref = z.enum(['active', 'idle']).meta({ id: 'Ref' });
  it.each([
    ['a nullable reference', z.object({ a: Ref.nullable() }), 'beside a $ref'],
    ['an IP address', z.object({ a: z.ipv4() }), 'format'],
    ['a tuple', z.object({ a: z.tuple([z.string()]) }), 'tuple'],
    ['a literal null', z.object({ a: z.literal(null) }), 'null'],
    ['a nullable component', z.object({ a: z.string() }).nullable(), 'null for everyone'],
    ['a flag', z.object({ a: z.string().regex(/^a$/i) }), 'flags'],
    ['an unanchored pattern', z.object({ a: z.string().regex(/a/) }), 'without ends'],
  ])('are seen when they fall into a trap: %s', (_, schema, complaint) => {
    const definitions = [Ref, schema.meta({ id: 'Trap' })].map((each) => ({
      type: 'schema' as const,
      schema: each,
    }));
    const document = new OpenApiGeneratorV31(definitions).generateDocument({
      openapi: '3.1.0',
      info: { title: 'Trap', version: '0' },
    });
    expect(traps(JSON.parse(JSON.stringify(document)) as object).join('\n')).toContain(complaint);
  });
});

describe('the bodies of the documentation', () => {
  it.each(SEED_BODIES)('%s, as printed', (_, name, body) => {
    const { zod, schema } = components.find((each) => each.name === name)!;
    const validate = compile(schema);
    expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
    expect(zod.safeParse(body).error).toBeUndefined();
    // Nothing of it is dropped or changed on the way.
    expect(zod.parse(body)).toEqual(body);
  });
});
