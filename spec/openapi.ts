import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors.ts';
import { errorCodesOf, operations, type Auth, type Operation } from './operations.ts';
import { HEADERS_BY_STATUS, RATE_LIMIT, REQUEST_ID } from './response-headers.ts';
import * as schemas from './schemas/index.ts';

/** An OpenAPI 3.1 document, as plain data. */
export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const deployToken = { deployToken: [] };
const supabaseJwt = { supabaseJwt: [] };

const SECURITY: Record<Auth, Record<string, string[]>[]> = {
  none: [],
  'deploy-token': [deployToken],
  'token-or-jwt': [deployToken, supabaseJwt],
  jwt: [supabaseJwt],
  'registration-token': [{ registrationToken: [] }],
};

const TAGS: Record<Operation['tag'], string> = {
  Ingest: 'From the edge daemon to the cloud.',
  Sessions: 'Sessions of agents, their trees and their live stream.',
  Events: 'Stored events.',
  Alerts: 'What the alert rules found.',
  Machines: 'Enrolment of machines.',
  Tokens: 'Deploy tokens.',
  Service: 'Probes.',
};

/** One response per status that an operation documents; several codes may share a status. */
function errorResponses(codes: readonly ErrorCode[]): RouteConfig['responses'] {
  return Object.fromEntries(
    [...groupByStatus(codes)].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`).join(' '),
        headers: {
          ...REQUEST_ID,
          ...HEADERS_BY_STATUS[status],
          ...(ofStatus.includes('rate_limited') && RATE_LIMIT),
        },
        content: {
          'application/json': {
            schema: schemas.ErrorBody,
            example: {
              error: ERROR_CODES[ofStatus[0]!].meaning,
              code: ofStatus[0]!,
              request_id: '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10',
            },
          },
        },
      },
    ]),
  );
}

// Map.groupBy needs Node 21.
function groupByStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERROR_CODES[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

function route(operationId: string, operation: Operation): RouteConfig {
  const { success } = operation;
  const limited = operation.errors?.includes('rate_limited') ?? false;
  const contentType = success.contentType ?? 'application/json';
  const content = success.schema && {
    [contentType]: { schema: success.schema, example: success.example },
  };
  return {
    operationId,
    method: operation.method.toLowerCase() as Lowercase<Operation['method']>,
    path: operation.path,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    security: SECURITY[operation.auth],
    request: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { query: operation.query }),
      ...(operation.headers && { headers: operation.headers }),
      ...(operation.body && {
        body: {
          required: operation.bodyRequired ?? true,
          content: {
            'application/json': { schema: operation.body, ...bodyExamples(operation.body) },
          },
        },
      }),
    },
    responses: {
      [success.status]: {
        description: success.description,
        headers: { ...REQUEST_ID, ...(limited && RATE_LIMIT) },
        ...(content && { content }),
      },
      ...errorResponses(errorCodesOf(operation)),
    },
  };
}

function bodyExamples(body: z.ZodType) {
  const examples = z.globalRegistry.get(body)?.examples as unknown[] | undefined;
  return (
    examples && {
      examples: Object.fromEntries(
        examples.map((value, index) => [`example${index + 1}`, { value }]),
      ),
    }
  );
}

/** The whole contract as one OpenAPI 3.1 document. */
export function openApiDocument(version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'deployToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A deploy token, `qt_deploy_*`: of type `service` or `personal`.',
  });
  registry.registerComponent('securitySchemes', 'supabaseJwt', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A Supabase JWT; its organisation is `app_metadata.org_id`.',
  });
  registry.registerComponent('securitySchemes', 'registrationToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A single-use token of type `install` or `enrollment`.',
  });
  for (const [operationId, operation] of Object.entries(operations)) {
    registry.registerPath(route(operationId, operation));
  }
  const components = Object.values(schemas).map((schema) => ({ type: 'schema' as const, schema }));
  const generator = new OpenApiGeneratorV31([...components, ...registry.definitions], {
    unionPreferredType: 'oneOf',
    sortComponents: 'alphabetically',
  });
  return generator.generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Quint API',
      version,
      description:
        'Edge daemons send what AI coding agents do; the cloud fans it out in order, keeps sessions and raises alerts; dashboards read it back.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://api.quintai.dev', description: 'Production' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
}
