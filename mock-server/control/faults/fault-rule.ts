import * as z from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../../spec/errors.ts';
import { LIMITS } from '../../../spec/limits.ts';
import { operations, type OperationId } from '../../../spec/operations.ts';
import { sessionId } from '../../../spec/schemas/primitives.ts';
import { QUEUES } from '../../processing/queue-names.ts';
import { Delay, isEmpty } from './fault-delay.ts';
import { OrgId } from '../org-id.ts';
import { queueNamed } from './fault-queue.ts';

/** What frames the answer, or names it: not for a fault to change. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'trailer',
  'transfer-encoding',
  'x-request-id',
]);

const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be the name of a header')
  .refine((name) => !OWN_HEADERS.has(name.toLowerCase()), 'is a header that a fault cannot set');
const HeaderValue = z
  .string()
  .max(1_000)
  .regex(/^(?:[!-~](?:[ -~]*[!-~])?)?$/, 'must be printable ASCII');

const Match = z.strictObject({
  operation: z.enum(Object.keys(operations) as [OperationId, ...OperationId[]]).optional(),
  org_id: OrgId.optional(),
  token: z.string().min(1).max(8_192).optional().meta({
    description: 'The raw token or JWT of the request. Only its SHA-256 is kept and shown.',
  }),
  session_id: sessionId('A session that the request or the message speaks of.').optional(),
  queue: z
    .string()
    .refine(
      (name) => queueNamed(name) !== undefined,
      `is not a queue with a processor; there are ${QUEUES.join(', ')}`,
    )
    .optional(),
});

/** What happens to a request. */
export const RequestEffects = z.strictObject({
  status: z.int().min(400).max(599).optional().meta({ description: 'The request is answered so.' }),
  headers: z.record(HeaderName, HeaderValue).optional().meta({
    description: 'Headers of that answer. A 429 or 503 without `Retry-After` gets one of 1 second.',
  }),
  code: z
    .enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]])
    .optional()
    .meta({ description: 'By default the code that the contract has for the status.' }),
  message: z.string().min(1).max(500).optional(),
  delay_ms: Delay.optional(),
  reset: z.literal(true).optional().meta({ description: 'The connection is reset.' }),
  truncate: z.int().min(0).max(LIMITS.bodyBytes).optional().meta({
    description:
      'Of the body of the answer only so many bytes come. The request has taken effect by then.',
  }),
  when: z.enum(['before', 'after']).optional().meta({
    description:
      'Whether it happens before the request takes effect or after, when only the answer is lost.',
    default: 'before',
  }),
});
export type RequestEffects = z.infer<typeof RequestEffects>;

/** A fault to inject: what it is meant for, and what happens. */
export const FaultRule = z
  .strictObject({
    match: Match.optional().meta({ description: 'All that is given must hold.' }),
    times: z.int().min(1).max(1_000_000).optional().meta({
      description: 'How many requests, or deliveries of a message, it applies to. By default all.',
    }),
    ...RequestEffects.shape,
    fail: z.string().min(1).max(500).optional().meta({
      description: 'The processor of `match.queue` throws an error that says this.',
    }),
  })
  .superRefine((rule, context) => {
    for (const [field, message] of contradictions(rule)) {
      context.addIssue({ code: 'custom', path: field === '' ? [] : field.split('.'), message });
    }
  });
export type FaultRule = z.infer<typeof FaultRule>;

/** What does not make sense together, by field. */
function contradictions(rule: FaultRule): [field: string, message: string][] {
  const found: [string, string][] = [];
  if (typeof rule.delay_ms === 'object' && isEmpty(rule.delay_ms)) {
    found.push(['delay_ms.min', 'must not be greater than max']);
  }
  if (rule.match?.queue === undefined) {
    if (rule.fail !== undefined) {
      found.push(['fail', 'is what a processor throws: name its queue in match.queue']);
    }
    return [...found, ...requestContradictions(rule)];
  }
  for (const field of ['operation', 'token'] as const) {
    if (rule.match[field] !== undefined) {
      found.push([`match.${field}`, 'is of requests, match.queue of messages: give one of them']);
    }
  }
  for (const field of Object.keys(RequestEffects.shape) as (keyof RequestEffects)[]) {
    if (field !== 'delay_ms' && rule[field] !== undefined) {
      found.push([field, 'is for requests; a rule for a queue takes fail and delay_ms']);
    }
  }
  if (rule.fail === undefined && rule.delay_ms === undefined) {
    found.push(['', 'names no effect: give fail or delay_ms']);
  }
  return found;
}

/** The same of what happens to a request. */
export function requestContradictions(
  effects: RequestEffects & { readonly fail?: unknown },
): [field: string, message: string][] {
  const found: [string, string][] = [];
  const { status, delay_ms, reset, truncate, when } = effects;
  const ends = ['status', 'reset', 'truncate'].filter(
    (field) => effects[field as keyof RequestEffects] !== undefined,
  );
  if (ends.length > 1) {
    found.push([ends[1]!, `cannot be together with ${ends[0]}: an answer fails in one way`]);
  }
  for (const field of ['headers', 'code', 'message'] as const) {
    if (effects[field] !== undefined && status === undefined) {
      found.push([field, 'is of the answer that status asks for: give status too']);
    }
  }
  if (truncate !== undefined && when === 'before') {
    found.push(['when', 'cannot be before: what is truncated is the answer to what took effect']);
  }
  if ([status, delay_ms, reset, truncate, effects.fail].every((effect) => effect === undefined)) {
    found.push(['', 'names no effect: give status, delay_ms, reset or truncate']);
  }
  return found;
}
