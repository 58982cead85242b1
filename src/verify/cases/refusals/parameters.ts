import { LIMITS } from '../../../../spec/limits.ts';
import type { OperationId } from '../../../../spec/operations.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Sending } from '../../sending.ts';
import type { Trial } from '../../trial.ts';
import { needsOf } from '../needs.ts';
import { newSession, sessionWhere } from '../scenario.ts';
import { slug } from '../slug.ts';
import { operationOf } from '../operations.ts';
import { validRequest } from '../valid-request.ts';

const TIMES = ['yesterday', '2026-04-25', '2026-02-30T00:00:00Z'];
const SCORES = ['-1', '101', '0.5', 'high'];
const SESSION_IDS = ['', 'a b', 'x'.repeat(LIMITS.sessionIdLength + 1)];

/** Values that each query parameter refuses; what is not here is free text. */
export const BAD_QUERIES: Readonly<Record<string, readonly string[]>> = {
  limit: ['0', '-1', String(LIMITS.page.max + 1), '1.5', 'ten', ''],
  cursor: ['not-a-cursor', ''],
  since: TIMES,
  until: TIMES,
  state: ['paused', 'ACTIVE'],
  root_only: ['maybe', '1'],
  risk_min: SCORES,
  risk_max: SCORES,
  severity: ['info', ''],
  session_id: SESSION_IDS,
};

const BAD_IDS = { session: ['a b', 'x'.repeat(LIMITS.sessionIdLength + 1)], uuid: ['no-uuid'] };

/** 400: parameters of the path, the query and the headers that break the contract. */
export function badParameters(operation: OperationId): ConformanceCase[] {
  const { params, query, headers } = operationOf(operation);
  const refusal = (what: string, title: string, sending: object, pointer: string) => ({
    id: `${operation}/refusals/${what}`,
    operation,
    title,
    // Whether a server that is asked nonsense answers it or ignores it is not documented.
    basis: 'decided' as const,
    needs: needsOf(operation),
    run: async (trial: Trial) => {
      const request = { ...(await existing(operation, trial)), ...sending };
      await trial.refuse(operation, request, 'validation_failed', [pointer]);
    },
  });
  const ids = operationOf(operation).path.startsWith('/v1/sessions')
    ? BAD_IDS.session
    : BAD_IDS.uuid;
  return [
    ...(params ? ids : []).map((id) =>
      refusal(`id-${slug(id)}`, `the id ${shown(id)} is refused`, { id }, 'id'),
    ),
    ...Object.keys(query?.shape ?? {}).flatMap((name) =>
      (BAD_QUERIES[name] ?? []).map((value) =>
        refusal(
          `${name}-${slug(value)}`,
          `${name} ${shown(value)} is refused`,
          { query: { [name]: value } },
          name,
        ),
      ),
    ),
    ...Object.keys(headers?.shape ?? {}).map((name) =>
      refusal(
        `header-${name}`,
        `the header ${name}: no-id is refused`,
        { headers: { [name]: 'no-id' } },
        name,
      ),
    ),
  ];
}

/** A request with nothing else wrong in it: also the session that it reads is there. */
async function existing(operation: OperationId, trial: Trial): Promise<Sending> {
  if (!isOfSession(operation)) return validRequest(operation, trial);
  const id = await newSession(trial);
  await sessionWhere(trial, id, 'the session that was reported', () => true);
  return { id };
}

function isOfSession(operation: OperationId): boolean {
  const { params, query } = operationOf(operation);
  return params !== undefined && query !== undefined;
}

function shown(value: string): string {
  return value.length > LIMITS.sessionIdLength ? `of ${value.length} characters` : `"${value}"`;
}
