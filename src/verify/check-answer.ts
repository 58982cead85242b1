import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { operations, type Operation, type OperationId } from '../../spec/operations.ts';
import { ErrorBody } from '../../spec/schemas/error.ts';
import { isDecided, isMissing, isStatusDecided } from './decided.ts';
import type { Answer } from './exchange.ts';
import { lack } from './lacking.ts';
import { issueText, misfit } from './misfit.ts';
import { told } from './told.ts';
import type { Trial } from './trial.ts';

/**
 * Demands the documented success.
 * @returns the body; `{}` where nothing of it is documented and there is none
 * @throws Lacking where the operation is not there, and need not be
 */
export function checkSuccess(id: OperationId, answer: Answer, trial: Trial): unknown {
  const { success } = operations[id] as Operation;
  const { status } = answer;
  if (isMissing(id, status)) lack(trial, `${id} at its path`, told(answer));
  const isRight = status === success.status;
  const isSuccess = status >= 200 && status < 300;
  if (isStatusDecided(id) && isSuccess) trial.prefer(isRight, `${success.status}`, told(answer));
  else trial.expect(isRight, `${success.status}`, told(answer));
  checkRequestId(answer, trial);
  if (!success.schema) return undefined;
  const isBodyDecided = isDecided(id, []);
  const body = bodyOf(answer, trial, !isBodyDecided);
  const { error } = success.schema.safeParse(body);
  for (const issue of error?.issues ?? []) {
    const expected = `a body that fits the schema of ${id}`;
    const actual = issueText(issue);
    if (isDecided(id, issue.path)) trial.prefer(false, expected, actual);
    else trial.expect(false, expected, actual);
  }
  return body;
}

/** Credentials that are no good, and things that are not there: the documents name the status. */
export const DEMANDED: ReadonlySet<ErrorCode> = new Set(['unauthorized', 'not_found']);

/** The statuses whose body is documented; others may come from a proxy before the server. */
export const WITH_BODY = new Set([400, 401, 403, 404, 409, 429]);

/** Demands a refusal; prefers the one that this contract decided. */
export function checkRefusal(
  answer: Answer,
  code: ErrorCode,
  trial: Trial,
  pointers?: readonly string[],
): void {
  const wanted = ERROR_CODES[code].status;
  const { status } = answer;
  const [isRefused, refusal] = DEMANDED.has(code)
    ? [status === wanted, `${wanted}`]
    : code === 'insufficient_permissions'
      ? [status === 401 || status === 403, '401 or 403']
      : [status >= 400 && status < 500, `a refusal: a 4xx, at best ${wanted} ${code}`];
  trial.expect(isRefused, refusal, told(answer));
  trial.prefer(status === wanted, `${wanted} ${code}`, told(answer));
  checkRequestId(answer, trial);
  const isBodyDemanded = WITH_BODY.has(status);
  const body = bodyOf(answer, trial, isBodyDemanded) as Partial<ErrorBody> | null;
  const why = typeof body?.error === 'string';
  if (isBodyDemanded) trial.expect(why, 'an `error` that says why', told(answer));
  const wrong = misfit(ErrorBody, body);
  trial.prefer(wrong === undefined, 'the body of an error', `${wrong}`);
  trial.prefer(body?.code === code, `the code ${code}`, `it is ${body?.code}`);
  trial.prefer(
    body?.request_id === (answer.headers.get('x-request-id') ?? undefined),
    'one request id in body and header',
    `they are ${body?.request_id} and ${answer.headers.get('x-request-id')}`,
  );
  if (!pointers) return;
  const found = [...new Set(body?.issues?.map(({ pointer }) => pointer))];
  const missing = pointers.filter((pointer) => !found.includes(pointer));
  trial.prefer(
    missing.length === 0,
    `an issue at each of ${pointers.map((pointer) => `"${pointer}"`).join(', ')}`,
    found.length === 0 ? 'there are none' : `they are at "${found.join('", "')}"`,
  );
}

function checkRequestId({ headers }: Answer, trial: Trial): void {
  trial.prefer(headers.has('x-request-id'), 'an x-request-id header', 'there is none');
}

function bodyOf(answer: Answer, trial: Trial, isDemanded: boolean): unknown {
  const judge = (holds: boolean, expected: string, actual: string) => {
    if (isDemanded) trial.expect(holds, expected, actual);
    else trial.prefer(holds, expected, actual);
  };
  const type = answer.headers.get('content-type') ?? 'none';
  judge(/^application\/json\b/i.test(type), 'a body of application/json', `it is ${type}`);
  try {
    return JSON.parse(answer.text);
  } catch {
    judge(false, 'JSON', told(answer));
    return {};
  }
}
