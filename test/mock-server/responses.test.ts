import { describe, expect, test } from 'vitest';
import { type Ids, randomIds } from '../../mock-server/ids.ts';
import {
  errorCodesOf,
  operations,
  type Operation,
  type OperationId,
} from '../../spec/operations.ts';
import { ERROR_CODES } from '../../spec/errors.ts';
import { startApi, type Answer, type Api } from './support/api.ts';
import { event, second, SEED_EVENT, SEED_START, SEED_STATE, uuid } from './support/samples.ts';

/** Fails unless the answer is the documented success of the operation. */
function expectSuccess(id: OperationId, answer: Answer): void {
  const { success } = operations[id] as Operation;
  expect(answer.status, answer.text).toBe(success.status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  success.schema!.parse(answer.body);
}

/** Every valid value that is hard to answer. */
async function fill(api: Api): Promise<void> {
  await api.report(SEED_START);
  await api.report(SEED_STATE);
  await api.ingest(
    SEED_EVENT,
    event({ session_id: 'S', timestamp: '0000-01-01T00:00:00+23:59', tool_name: '', decision: '' }),
    event({ session_id: 'S', timestamp: '9999-12-31T23:59:59.999999999-23:59', agent_id: '' }),
    event({
      session_id: 'S:sub:1',
      timestamp: second(1),
      arguments_json: '[1,{"a":[]}]',
      risk_score: 0,
    }),
    event({
      session_id: 'S:sub:2',
      timestamp: second(2),
      labels: {},
      id: 5,
      arguments: 'x',
      next: null,
    }),
    event({ session_id: '~'.repeat(128), event_id: 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' }),
    event({ session_id: '!', event_id: '00000000-0000-0000-0000-000000000000' }),
  );
  await api.report({
    event_type: 'session_end',
    session_id: 'S',
    ended_at: '9999-12-31T23:59:59-23:59',
  });
  await api.report({
    session_id: 'cycle',
    parent_id: 'cycle',
    state: 'ended',
    timestamp: second(3),
  });
}

describe('every success is what its schema says', () => {
  const READS: [OperationId, string][] = [
    ['health', '/health'],
    ['ready', '/ready'],
    ['getSession', '/v1/sessions/S'],
    ['getSession', '/v1/sessions/cycle'],
    ['getSession', `/v1/sessions/${'~'.repeat(128)}`],
    ['getSession', `/v1/sessions/${SEED_START.session_id}`],
    ['listSessions', '/v1/sessions'],
    ['listSessions', '/v1/sessions?limit=1'],
    ['listSessions', '/v1/sessions?state=idle'],
    ['listSessionEvents', '/v1/sessions/S/events'],
    ['listSessionEvents', '/v1/sessions/S/events?limit=1'],
    ['listSessionEvents', '/v1/sessions/cycle/events'],
    ['listSessionChildren', '/v1/sessions/S/children'],
    ['listSessionChildren', '/v1/sessions/S/children?limit=1'],
    ['listEvents', '/v1/events'],
    ['listEvents', '/v1/events?limit=2'],
    ['getEvent', `/v1/events/${SEED_EVENT.event_id}`],
    ['getEvent', '/v1/events/00000000-0000-0000-0000-000000000000'],
    ['getEvent', '/v1/events/ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ];

  test.each(READS)('%s: %s', async (id, path) => {
    const api = startApi();
    await fill(api);
    expectSuccess(id, await api.get(path));
  });

  test('ingestEvents, ingestSession and registerMachine', async () => {
    const api = startApi();
    expectSuccess('ingestEvents', await api.ingest(event()));
    expectSuccess('ingestSession', await api.report(SEED_STATE));
    const token = (await api.mock.tokens()).install;
    const body = { machine_id: 'm' };
    expectSuccess('registerMachine', await api.post('/v1/machines/register', body, { token }));
  });

  test('createToken, listTokens and rotateToken', async () => {
    const api = startApi();
    const token = (await api.mock.tokens()).jwt;
    const path = '/v1/deploy-tokens';
    const created = await api.post(path, { name: ''.padEnd(128, '"') }, { token });
    expectSuccess('createToken', created);
    expectSuccess(
      'rotateToken',
      await api.post(`${path}/${created.body.id}/rotate`, {}, { token }),
    );
    expectSuccess('listTokens', await api.get(path, { token }));
    expectSuccess('listTokens', await api.get(`${path}?limit=1`, { token }));
  });
});

describe('every error of an operation is one that it documents', () => {
  const served = (Object.entries(operations) as [OperationId, Operation][]).filter(
    ([id]) => id !== 'stream',
  );

  test.each(served)('%s', async (_, operation) => {
    const api = startApi();
    const { install, service, jwt } = await api.mock.tokens();
    const { method } = operation;
    const json = { 'content-type': 'application/json' };
    const own = { 'registration-token': install, jwt }[operation.auth as string] ?? service;
    const path = (id: string) => operation.path.replace('{id}', id);
    const body = method === 'POST' ? { body: '[]', headers: json } : {};
    const answers = await Promise.all([
      api.send(method, path(uuid(1)), body, { token: null }),
      api.send(method, path(uuid(1)), body, { token: 'unknown' }),
      api.send(method, path(uuid(1)), body, { token: own === install ? service : install }),
      api.send(method, path('%20'), body, { token: own }),
      api.send(method, path(uuid(1)), body, { token: own }),
      api.send(method, path(uuid(1)), body, { token: own, headers: { accept: 'text/html' } }),
      api.send(method, `${path(uuid(1))}?limit=0&cursor=x`, body, { token: own }),
      ...(method === 'POST'
        ? [
            api.send(method, path(''), { body: '[]' }, { token: own }),
            api.send(method, path(''), { body: '{', headers: json }, { token: own }),
            api.send(
              method,
              path(''),
              { body: ' '.repeat(11_000_000), headers: json },
              { token: own },
            ),
          ]
        : []),
    ]);
    const documented = errorCodesOf(operation);
    if (operation.auth !== 'none') expect(answers[0]!.status).toBe(401);
    if (operation.success.schema) expect(answers[5]!.status).toBe(406);
    for (const { status, body: error } of answers.filter((answer) => answer.status >= 400)) {
      expect(documented).toContain(error.code);
      expect(status).toBe(ERROR_CODES[error.code as keyof typeof ERROR_CODES].status);
    }
  });
});

test('a fault of our own is a 500 that says nothing of itself', async () => {
  let broken = false;
  const ids: Ids = {
    ...randomIds,
    secret() {
      if (broken) throw new Error('a secret at /etc/passwd:1:2');
      return randomIds.secret();
    },
  };
  const api = startApi({ ids });
  const { install: token } = await api.mock.tokens();
  broken = true;
  const answer = await api.post('/v1/machines/register', { machine_id: 'm' }, { token });
  broken = false;
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(answer.text).not.toContain('secret');
  expect((await api.ingest(event())).status).toBe(200);
});
