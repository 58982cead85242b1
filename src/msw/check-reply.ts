import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { errorCodesOf, operations, type Operation, type Success } from '../../spec/operations.ts';
import { HEADERS_BY_STATUS } from '../../spec/response-headers.ts';
import { ErrorBody } from '../../spec/schemas/error.ts';
import { ApiError } from '../../mock-server/http/api-error.ts';
import { validate } from '../../mock-server/http/validate.ts';
import { ContractViolation, type ReplyIssue } from './contract-violation.ts';
import type { OperationId } from './operation-types.ts';

const JSON_TYPE = 'application/json';

/** What is answered, its body as text; a stream has none. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string | undefined;
}

/** What is wrong with an answer, if anything is. */
export function violationOf(id: OperationId, reply: Reply): ContractViolation | undefined {
  const issues = issuesOf(id, reply);
  if (issues.length === 0) return undefined;
  const { status } = reply;
  const { success }: Operation = operations[id];
  const schema = status === success.status ? success.schema : ErrorBody;
  const isOfStatus = issues[0]!.pointer === 'status';
  const name = isOfStatus ? undefined : schema?.meta()?.id;
  const list = issues.map(({ pointer, message }) => `\n  ${pointer || 'the body'}: ${message}`);
  return new ContractViolation(
    `${overrideOf(id)} answered ${status} with what the contract does not allow:${list.join('')}\n` +
      (name ? `A ${status} of it holds ${name}. ` : '') +
      REMEDY +
      (isOfStatus ? ELSEWHERE : ''),
    { operation: id, status, issues },
  );
}

/** What is wrong with an answer that is none. */
export function noResponse(id: OperationId, given: unknown): ContractViolation {
  const message = `is no Response, but ${given === null ? 'null' : `of type ${typeof given}`}`;
  return new ContractViolation(
    `${overrideOf(id)} answered what ${message}.\n${REMEDY} \`undefined\` leaves the request to the server.`,
    { operation: id, status: undefined, issues: [{ pointer: '', message }] },
  );
}

/** What is wrong with an answer whose body is gone. */
export function alreadyRead(id: OperationId, { status }: Response): ContractViolation {
  const message = 'was read before, or is being read';
  return new ContractViolation(
    `${overrideOf(id)} answered ${status} with a body that ${message}: make a new Response for each request.`,
    { operation: id, status, issues: [{ pointer: '', message }] },
  );
}

const REMEDY = '`reply(body)` and `refuse(code)` build answers whose types say what is allowed.';
const ELSEWHERE =
  ' What is no answer of the API, such as the 502 of a gateway, is for a handler of MSW’s own, `http.get(url, …)`.';

function overrideOf(id: OperationId): string {
  const { method, path } = operations[id];
  return `The override of ${id} (${method} ${path})`;
}

function issuesOf(id: OperationId, reply: Reply): ReplyIssue[] {
  const operation: Operation = operations[id];
  const codes = errorCodesOf(operation);
  if (reply.status === operation.success.status) return issuesOfSuccess(operation, reply);
  const statuses = new Set(codes.map((code) => ERROR_CODES[code].status));
  if (statuses.has(reply.status as never)) return issuesOfError(id, codes, reply);
  const documented = [operation.success.status, ...statuses].toSorted((a, b) => a - b);
  return [
    {
      pointer: 'status',
      message: `${reply.status} is not documented; ${id} answers ${documented.join(', ')}`,
    },
  ];
}

function issuesOfSuccess({ success }: Operation, reply: Reply): ReplyIssue[] {
  if (!success.schema) {
    if (!reply.text) return [];
    return [{ pointer: '', message: `must be empty: a ${success.status} has no body here` }];
  }
  const issues = issuesOfType(success.contentType ?? JSON_TYPE, reply);
  if (issues.length > 0 || success.contentType) return issues;
  return issuesOfBody(success.schema, reply);
}

function issuesOfError(id: OperationId, codes: readonly ErrorCode[], reply: Reply): ReplyIssue[] {
  const issues = issuesOfType(JSON_TYPE, reply);
  if (issues.length === 0) issues.push(...issuesOfBody(ErrorBody, reply));
  if (issues.length === 0) issues.push(...issuesOfCode(id, codes, reply));
  return [...issuesOfHeaders(reply), ...issues];
}

function issuesOfHeaders({ status, headers }: Reply): ReplyIssue[] {
  return Object.entries(HEADERS_BY_STATUS[status] ?? {}).flatMap(([name, { schema }]) => {
    const given = headers.get(name);
    const pointer = name.toLowerCase();
    if (given === null) return [{ pointer, message: `is missing: each ${status} has ${name}` }];
    if (schema.type !== 'integer' || /^\d+$/.test(given)) return [];
    return [{ pointer, message: `must be a whole number, not ${given}` }];
  });
}

function issuesOfCode(id: OperationId, codes: readonly ErrorCode[], reply: Reply): ReplyIssue[] {
  const { code } = JSON.parse(reply.text!) as ErrorBody;
  // A code that this version does not know is allowed: a newer server may have it.
  if (!Object.hasOwn(ERROR_CODES, code)) return [];
  const known = code as ErrorCode;
  const { status } = ERROR_CODES[known];
  if (status !== reply.status) {
    return [{ pointer: '/code', message: `${code} goes with ${status}, not with ${reply.status}` }];
  }
  if (codes.includes(known)) return [];
  const others = codes.filter((other) => ERROR_CODES[other].status === status);
  return [
    {
      pointer: '/code',
      message: `${id} does not document ${code}; its ${status} is ${others.join(' or ')}`,
    },
  ];
}

function issuesOfType(wanted: string, { headers }: Reply): ReplyIssue[] {
  const given = headers.get('content-type');
  if (given?.split(';')[0]!.trim().toLowerCase() === wanted) return [];
  return [
    {
      pointer: 'content-type',
      message: `must be ${wanted}, ${given ? `not ${given}` : 'and is missing'}`,
    },
  ];
}

function issuesOfBody(schema: NonNullable<Success['schema']>, { text = '' }: Reply): ReplyIssue[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [{ pointer: '', message: 'is not JSON' }];
  }
  try {
    validate(schema, body);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError) || !error.issues) throw error;
    return error.issues.map(({ pointer, message }) => ({ pointer, message }));
  }
}
