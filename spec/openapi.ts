import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { ERROR_CODES, type ErrorCode } from './errors.ts';
import { errorCodesOf, operations, type Auth, type Operation } from './operations.ts';
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

const requestId = {
  'x-request-id': {
    description: 'Names the request; errors carry it as `request_id`.',
    schema: { type: 'string' },
  },
} as const;
const retryAfter = {
  'Retry-After': { description: 'Whole seconds to wait.', schema: { type: 'integer', minimum: 0 } },
} as const;

/** draft-ietf-httpapi-ratelimit-headers; decided, as nothing is documented (contract.md §5). */
const rateLimit = {
  RateLimit: {
    description:
      'What is left: `r` requests, and `t` seconds until all of them are there again. A structured field.',
    schema: { type: 'string', examples: ['"ingest";r=599;t=1'] },
  },
  'RateLimit-Policy': {
    description: 'The limit: `q` requests per `w` seconds and organisation. A structured field.',
    schema: { type: 'string', examples: ['"ingest";q=600;w=60'] },
  },
} as const;

const HEADERS_BY_STATUS: Record<number, Record<string, object>> = {
  401: { 'WWW-Authenticate': { description: 'Always `Bearer`.', schema: { type: 'string' } } },
  429: { ...retryAfter, ...rateLimit },
  503: retryAfter,
};

/** One response per status that an operation documents; several codes may share a status. */
function errorResponses(codes: readonly ErrorCode[]): RouteConfig['responses'] {
  return Object.fromEntries(
    [...groupByStatus(codes)].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`).join(' '),
        headers: { ...requestId, ...HEADERS_BY_STATUS[status] },
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
        headers: { ...requestId, ...(limited && rateLimit) },
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
