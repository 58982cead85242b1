/** A header as the OpenAPI document describes it. */
type Header = {
  description: string;
  schema: { type: 'string' | 'integer'; minimum?: number; examples?: string[] };
};

type HeadersByName = Record<string, Header>;

/** Of every answer. */
export const REQUEST_ID: HeadersByName = {
  'x-request-id': {
    description: 'Names the request; errors carry it as `request_id`.',
    schema: { type: 'string' },
  },
};

/** draft-ietf-httpapi-ratelimit-headers; decided, as nothing is documented (contract.md §5). */
export const RATE_LIMIT: HeadersByName = {
  RateLimit: {
    description:
      'What is left: `r` requests, and `t` seconds until all of them are there again. A structured field.',
    schema: { type: 'string', examples: ['"ingest";r=599;t=1'] },
  },
  'RateLimit-Policy': {
    description: 'The limit: `q` requests per `w` seconds and organisation. A structured field.',
    schema: { type: 'string', examples: ['"ingest";q=600;w=60'] },
  },
};

const retryAfter: HeadersByName = {
  'Retry-After': { description: 'Whole seconds to wait.', schema: { type: 'integer', minimum: 0 } },
};

/** What every error of a status has (contract.md §4, §5). */
export const HEADERS_BY_STATUS: Record<number, HeadersByName> = {
  401: { 'WWW-Authenticate': { description: 'Always `Bearer`.', schema: { type: 'string' } } },
  429: retryAfter,
  503: retryAfter,
};
