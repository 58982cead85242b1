import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { pointer } from '../../mock-server/http/validate.ts';
import { operations, type Operation, type OperationId } from '../../spec/operations.ts';
import type { SchemaVectors } from '../../spec/vectors/body-vector.ts';
import { startApi, type Answer } from '../mock-server/support/api.ts';
import { components } from '../spec/support/components.ts';
import { compile } from '../spec/support/schema.ts';
import { filesOfKind, vectors } from './support/files.ts';

type Issue = SchemaVectors['refused'][number]['issues'][number];

const sorted = (issues: readonly Issue[], below = '') =>
  issues.map(({ pointer: where, code }) => `${below}${where} ${code}`).toSorted();

const files = filesOfKind('bodies').map(({ path }) => vectors<SchemaVectors>(path));

test('every schema has bodies that it accepts, and such as it refuses', () => {
  expect(files.map(({ schema }) => schema).toSorted()).toEqual(
    components.map(({ name }) => name).toSorted(),
  );
  for (const { schema, valid, refused } of files) {
    for (const list of [valid, refused]) {
      const names = list.map(({ name }) => name);
      expect(names.length, schema).toBeGreaterThan(0);
      expect(new Set(names).size, schema).toBe(names.length);
    }
  }
});

describe.each(files)('$schema', ({ schema, valid, refused }) => {
  const component = components.find(({ name }) => name === schema)!;
  const validate = compile(component.schema);

  test.each(valid)('accepts: $name', ({ value }) => {
    expect(component.zod.safeParse(value).error).toBeUndefined();
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(refused)('refuses: $name', ({ value, issues }) => {
    expect(validate(value)).toBe(false);
    // Which form of a report was meant is for the server to see.
    if (schema === 'SessionReport') expect(component.zod.safeParse(value).success).toBe(false);
    else expect(issuesOf(component.zod, value)).toEqual(sorted(issues));
  });
});

function issuesOf(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return sorted(issues.map(({ path, code }) => ({ pointer: pointer(path), code })));
}

/** How a value of a schema comes to a server. */
interface Sent {
  readonly operation: OperationId;
  /** Where in the body the value is. @default it is the body */
  readonly below?: string;
  readonly send: (api: LocalApi, text: string) => Promise<Answer>;
}

type LocalApi = ReturnType<typeof startApi>;

const REQUESTS: Readonly<Record<string, Sent>> = {
  IngestRequest: {
    operation: 'ingestEvents',
    send: (api, text) => api.post(operations.ingestEvents.path, text),
  },
  QuintEvent: {
    operation: 'ingestEvents',
    below: '/events/0',
    send: (api, text) => api.post(operations.ingestEvents.path, `{"events":[${text}]}`),
  },
  SessionReport: {
    operation: 'ingestSession',
    send: (api, text) => api.post(operations.ingestSession.path, text),
  },
  MachineRegistration: {
    operation: 'registerMachine',
    send: async (api, text) => {
      const token = await api.mock.mintToken({ org_id: 'org_local', type: 'install' });
      return api.post(operations.registerMachine.path, text, { token });
    },
  },
  CreateTokenRequest: {
    operation: 'createToken',
    send: async (api, text) => {
      const { jwt: token } = await api.mock.tokens();
      return api.post(operations.createToken.path, text, { token });
    },
  },
  RotateTokenRequest: {
    operation: 'rotateToken',
    send: async (api, text) => {
      const { jwt: token } = await api.mock.tokens();
      const created = await api.post(operations.createToken.path, { name: 'x' }, { token });
      const path = operations.rotateToken.path.replace('{id}', created.body.id);
      return api.post(path, text, { token });
    },
  },
};

test('all bodies of requests are sent', () => {
  const sent = Object.values(REQUESTS).map(({ operation }) => operation);
  const withBody = Object.entries<Operation>(operations).filter(([, { body }]) => body);
  expect([...new Set(sent)].toSorted()).toEqual(withBody.map(([id]) => id).toSorted());
});

describe.each(Object.entries(REQUESTS))('%s, sent', (name, { operation, below = '', send }) => {
  const { valid, refused } = files.find(({ schema }) => schema === name)!;

  test('what is accepted', async () => {
    const api = startApi();
    for (const { name: what, value } of valid) {
      const { status, text } = await send(api, JSON.stringify(value));
      expect(status, `${what}: ${text}`).toBe(operations[operation].success.status);
    }
  });

  test('what is refused, with every reason', async () => {
    const api = startApi();
    for (const { name: what, value, issues } of refused) {
      const { status, body } = await send(api, JSON.stringify(value));
      expect([status, body.code], what).toEqual([400, 'validation_failed']);
      expect(sorted(body.issues), what).toEqual(sorted(issues, below));
    }
  });
});
