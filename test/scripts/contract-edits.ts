import { add, all, copy, type Edit, move, remove, set } from './edit.ts';

const schemas = '/components/schemas';
const sessionsQuery = '/paths/~1v1~1sessions/get/parameters';
const registered = '/paths/~1v1~1machines~1register/post/responses';

/**
 * Edits that break a client or a server that was written for the contract before, each with the place that has to be
 * named. They do not touch one another, so that one document can hold them all.
 */
export const BREAKING: readonly (readonly [name: string, place: string, edit: Edit])[] = [
  // operations
  ['a path is removed', '/paths/~1v1~1events~1{id}', remove('/paths/~1v1~1events~1{id}')],
  [
    'an operation is removed',
    '/paths/~1v1~1deploy-tokens/get',
    remove('/paths/~1v1~1deploy-tokens/get'),
  ],
  [
    'an operation has another path',
    '/paths/~1healthz',
    move('/paths/~1health', '/paths/~1healthz'),
  ],
  [
    'an operation has another method',
    '/paths/~1v1~1deploy-tokens~1{id}/delete',
    move('/paths/~1v1~1deploy-tokens~1{id}/delete', '/paths/~1v1~1deploy-tokens~1{id}/put'),
  ],
  [
    'an operation has another name',
    '/paths/~1v1~1events~1stats/get/operationId',
    set('/paths/~1v1~1events~1stats/get/operationId', 'eventStats'),
  ],
  // parameters
  [
    'a parameter is removed',
    '/paths/~1v1~1sessions~1{id}~1children/get/parameters/2',
    remove('/paths/~1v1~1sessions~1{id}~1children/get/parameters/2'),
  ],
  [
    'a parameter is required',
    `${sessionsQuery}/3/required`,
    set(`${sessionsQuery}/3/required`, true),
  ],
  [
    'there is a new required parameter',
    '/paths/~1v1~1events/get/parameters/-/required',
    add('/paths/~1v1~1events/get/parameters', parameter('org', true)),
  ],
  [
    'a parameter takes fewer values',
    `${sessionsQuery}/0/schema/enum`,
    set(`${sessionsQuery}/0/schema/enum`, ['active', 'ended']),
  ],
  [
    'a page is shorter',
    `${sessionsQuery}/4/schema/maximum`,
    set(`${sessionsQuery}/4/schema/maximum`, 500),
  ],
  [
    'a parameter has another type',
    `${sessionsQuery}/2/schema/type`,
    set(`${sessionsQuery}/2/schema/type`, 'integer'),
  ],
  // requests
  [
    'a property is required',
    `${schemas}/QuintEvent/required`,
    add(`${schemas}/QuintEvent/required`, 'tool_name'),
  ],
  [
    'there is a new required property',
    `${schemas}/CreateTokenRequest/required`,
    all(
      set(`${schemas}/CreateTokenRequest/properties/owner`, { type: 'string' }),
      add(`${schemas}/CreateTokenRequest/required`, 'owner'),
    ),
  ],
  [
    'a property of a request is removed',
    `${schemas}/QuintEvent/properties/labels`,
    remove(`${schemas}/QuintEvent/properties/labels`),
  ],
  [
    'a batch holds fewer events',
    `${schemas}/IngestRequest/properties/events/maxItems`,
    set(`${schemas}/IngestRequest/properties/events/maxItems`, 400),
  ],
  [
    'a text is shorter',
    `${schemas}/CreateTokenRequest/properties/name/maxLength`,
    set(`${schemas}/CreateTokenRequest/properties/name/maxLength`, 64),
  ],
  [
    'a text has a limit',
    `${schemas}/QuintEvent/properties/tool_name/maxLength`,
    set(`${schemas}/QuintEvent/properties/tool_name/maxLength`, 64),
  ],
  [
    'a number begins higher',
    `${schemas}/QuintEvent/properties/risk_score/minimum`,
    set(`${schemas}/QuintEvent/properties/risk_score/minimum`, 1),
  ],
  [
    'a pattern is narrower',
    `${schemas}/QuintEvent/properties/session_id/pattern`,
    set(`${schemas}/QuintEvent/properties/session_id/pattern`, '^[a-z]{1,128}$'),
  ],
  [
    'a text has a format',
    `${schemas}/QuintEvent/properties/agent_id/format`,
    set(`${schemas}/QuintEvent/properties/agent_id/format`, 'uuid'),
  ],
  [
    'an open text takes known values alone',
    `${schemas}/QuintEvent/properties/decision/enum`,
    set(`${schemas}/QuintEvent/properties/decision/enum`, ['allow']),
  ],
  [
    'a property has another type',
    `${schemas}/QuintEvent/properties/arguments_json/type`,
    set(`${schemas}/QuintEvent/properties/arguments_json/type`, 'object'),
  ],
  [
    'null is not taken any more',
    `${schemas}/SessionStateReport/properties/parent_id/type`,
    set(`${schemas}/SessionStateReport/properties/parent_id/type`, 'string'),
  ],
  [
    'unknown fields are refused',
    `${schemas}/QuintEvent/additionalProperties`,
    set(`${schemas}/QuintEvent/additionalProperties`, false),
  ],
  [
    'a body has another media type',
    '/paths/~1v1~1ingest/post/requestBody/content/application~1x-ndjson',
    move(
      '/paths/~1v1~1ingest/post/requestBody/content/application~1json',
      '/paths/~1v1~1ingest/post/requestBody/content/application~1x-ndjson',
    ),
  ],
  // responses
  [
    'a property of a response is removed',
    `${schemas}/RiskSummary/properties/max_risk`,
    remove(`${schemas}/RiskSummary/properties/max_risk`),
  ],
  [
    'a property of an error is removed',
    `${schemas}/ErrorIssue/properties/pointer`,
    remove(`${schemas}/ErrorIssue/properties/pointer`),
  ],
  [
    'a property may be absent',
    `${schemas}/IngestResponse/required`,
    remove(`${schemas}/IngestResponse/required/1`),
  ],
  [
    'a property may be null',
    `${schemas}/RiskSummary/properties/avg_risk/type`,
    set(`${schemas}/RiskSummary/properties/avg_risk/type`, ['integer', 'null']),
  ],
  [
    'a response has another type',
    `${schemas}/IngestSessionResponse/properties/ok/type`,
    set(`${schemas}/IngestSessionResponse/properties/ok/type`, 'integer'),
  ],
  [
    'a closed enumeration grows',
    `${schemas}/AlertSeverity/enum`,
    add(`${schemas}/AlertSeverity/enum`, 'info'),
  ],
  [
    'a status is removed',
    '/paths/~1v1~1sessions~1{id}/get/responses/404',
    remove('/paths/~1v1~1sessions~1{id}/get/responses/404'),
  ],
  [
    'success has another status',
    `${registered}/200`,
    move(`${registered}/201`, `${registered}/200`),
  ],
  [
    'success has one more status',
    '/paths/~1v1~1sessions~1ingest/post/responses/202',
    copy(
      '/paths/~1v1~1sessions~1ingest/post/responses/200',
      '/paths/~1v1~1sessions~1ingest/post/responses/202',
    ),
  ],
  [
    'a header is removed',
    '/paths/~1v1~1ingest/post/responses/429/headers/Retry-After',
    remove('/paths/~1v1~1ingest/post/responses/429/headers/Retry-After'),
  ],
  [
    'a stream has another media type',
    '/paths/~1v1~1stream/get/responses/200/content/text~1event-stream',
    move(
      '/paths/~1v1~1stream/get/responses/200/content/text~1event-stream',
      '/paths/~1v1~1stream/get/responses/200/content/application~1json',
    ),
  ],
  // who may call
  [
    'a credential is asked for',
    '/paths/~1ready/get/security/0',
    set('/paths/~1ready/get/security', [{ deployToken: [] }]),
  ],
  [
    'a credential is not taken any more',
    '/paths/~1v1~1sessions~1{id}~1events/get/security/1',
    remove('/paths/~1v1~1sessions~1{id}~1events/get/security/1'),
  ],
];

/** Edits that a client and a server of before do not notice. */
export const COMPATIBLE: readonly (readonly [name: string, edit: Edit])[] = [
  [
    'there is a new path',
    all(
      copy('/paths/~1health', '/paths/~1healthz'),
      set('/paths/~1healthz/get/operationId', 'healthz'),
    ),
  ],
  [
    'a path has a new method',
    set('/paths/~1v1~1alerts/delete', {
      operationId: 'clearAlerts',
      security: [],
      responses: { 204: { description: 'Cleared.' } },
    }),
  ],
  ['there is a new optional parameter', add(sessionsQuery, parameter('org', false))],
  ['a parameter takes more values', add(`${sessionsQuery}/0/schema/enum`, 'paused')],
  ['a page is longer', set(`${sessionsQuery}/4/schema/maximum`, 2000)],
  ['parameters stand in another order', move(`${sessionsQuery}/1`, `${sessionsQuery}/7`)],
  [
    'there is a new optional property',
    set(`${schemas}/QuintEvent/properties/cost`, { type: 'number' }),
  ],
  ['a property may be left out', remove(`${schemas}/QuintEvent/required/7`)],
  ['a batch holds more events', set(`${schemas}/IngestRequest/properties/events/maxItems`, 600)],
  ['a text may be longer', set(`${schemas}/CreateTokenRequest/properties/name/maxLength`, 256)],
  ['a text may be empty', set(`${schemas}/CreateTokenRequest/properties/name/minLength`, 0)],
  ['a number has no upper limit', remove(`${schemas}/QuintEvent/properties/risk_score/maximum`)],
  ['a pattern is gone', remove(`${schemas}/QuintEvent/properties/event_id/pattern`)],
  [
    'null is taken, too',
    set(`${schemas}/QuintEvent/properties/tool_name/type`, ['string', 'null']),
  ],
  [
    'a value becomes known',
    add(`${schemas}/QuintEvent/properties/platform/x-known-values`, 'new-agent'),
  ],
  [
    'there is a new form of a body',
    add(`${schemas}/SessionReport/oneOf`, { type: 'object', required: ['paused_at'] }),
  ],
  [
    'a body has one more media type',
    set('/paths/~1v1~1ingest/post/requestBody/content/application~1x-ndjson', {
      schema: { type: 'string' },
    }),
  ],
  [
    'a response has a new property',
    all(
      set(`${schemas}/RiskSummary/properties/p99_risk`, { type: 'integer' }),
      add(`${schemas}/RiskSummary/required`, 'p99_risk'),
    ),
  ],
  [
    'a property is never null any more',
    set(`${schemas}/SessionDetail/properties/model/type`, 'string'),
  ],
  [
    'a number of a response ends lower',
    set(`${schemas}/RiskSummary/properties/max_risk/maximum`, 90),
  ],
  ['an enumeration of a response shrinks', remove(`${schemas}/AlertSeverity/enum/0`)],
  [
    'there is a new error status',
    copy(
      '/paths/~1v1~1sessions~1{id}/get/responses/404',
      '/paths/~1v1~1sessions~1{id}/get/responses/409',
    ),
  ],
  [
    'a response has a new header',
    set('/paths/~1ready/get/responses/200/headers/x-new', { schema: { type: 'string' } }),
  ],
  ['one more credential is taken', add('/paths/~1v1~1ingest/post/security', { supabaseJwt: [] })],
  ['no credential is asked for', set('/paths/~1v1~1sessions~1{id}/get/security', [])],
  ['a sentence is another one', set('/paths/~1ready/get/description', 'Another one.')],
  ['an example is another one', set(`${schemas}/QuintEvent/examples`, [])],
  ['an operation is deprecated', set('/paths/~1v1~1events~1stats/get/deprecated', true)],
  ['there is a new component', set(`${schemas}/New`, { type: 'object' })],
  ['the version grows', set('/info/version', '7.0.0')],
];

function parameter(name: string, required: boolean) {
  return { name, in: 'query', required, schema: { type: 'string' } };
}
