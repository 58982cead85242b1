import { MACHINE_REGISTRATION, SESSION_START } from '../../examples.ts';
import { operations, type Auth, type Operation, type OperationId } from '../../operations.ts';
import { CREDENTIALS, JWT } from '../credentials.ts';
import { decided, exchange, refusal, type Exchange } from '../exchange.ts';
import { ENDED, EVENTS } from './story.ts';

const { expired, install, leaving, retiring, revoked, service } = CREDENTIALS;
const token = service.raw;

/** What stands in the paths: things that are there, and that it would do no harm to lose. */
const IDS: { readonly [id in OperationId]?: string } = {
  getSession: ENDED.id,
  listSessionEvents: ENDED.id,
  listSessionChildren: ENDED.id,
  getEvent: EVENTS[0].event_id,
  rotateToken: retiring.id,
  revokeToken: leaving.id,
};

/** Bodies that would be taken. */
const BODIES: { readonly [id in OperationId]?: unknown } = {
  ingestEvents: { events: EVENTS },
  ingestSession: SESSION_START,
  registerMachine: MACHINE_REGISTRATION,
  createToken: { name: 'x' },
  rotateToken: {},
};

/** A good credential of the wrong type. */
const WRONG: Readonly<Record<Exclude<Auth, 'none'>, string>> = {
  'deploy-token': install.raw,
  'token-or-jwt': install.raw,
  jwt: service.raw,
  'registration-token': service.raw,
};

/** Of each operation: without a credential, and with one of the wrong type. */
const credentialExchanges = (Object.entries(operations) as [OperationId, Operation][]).flatMap(
  ([id, { auth }]): Exchange[] => {
    if (auth === 'none') return [];
    const params = IDS[id] === undefined ? {} : { params: { id: IDS[id] } };
    const request = { ...params, body: BODIES[id] };
    const wrongType = exchange(
      id,
      'with a credential of the wrong type',
      { ...request, token: WRONG[auth] },
      refusal('insufficient_permissions'),
    );
    return [
      exchange(id, 'without a credential', request, refusal('unauthorized')),
      // Documented is that tokens are managed by JWT alone.
      auth === 'jwt' ? wrongType : decided(wrongType),
    ];
  },
);

/** What is refused of every operation, and what all refuse alike, shown on one. */
export const refusedExchanges: readonly Exchange[] = [
  ...credentialExchanges,
  decided(
    exchange(
      'registerMachine',
      'with a JWT',
      { token: JWT, body: MACHINE_REGISTRATION },
      refusal('insufficient_permissions'),
    ),
  ),
  exchange(
    'listSessions',
    'with another scheme',
    { headers: { authorization: `Basic ${token}` } },
    refusal('unauthorized'),
  ),
  exchange(
    'listSessions',
    'with a token that nobody knows',
    { token: 'qt_deploy_nobody' },
    refusal('unauthorized'),
  ),
  exchange(
    'listSessions',
    'with a token that has expired',
    { token: expired.raw },
    refusal('unauthorized'),
  ),
  exchange(
    'listSessions',
    'with a token that was revoked',
    { token: revoked.raw },
    refusal('unauthorized'),
  ),
  decided(
    exchange(
      'listSessions',
      'a bad parameter is named',
      { token, query: { limit: '0' } },
      refusal('validation_failed', [['limit', 'too_small']]),
    ),
  ),
  decided(
    exchange(
      'listSessions',
      'what is answered is not accepted',
      { token, headers: { accept: 'text/html' } },
      refusal('not_acceptable'),
    ),
  ),
  decided(
    exchange(
      'ingestEvents',
      'another method',
      { token, method: 'DELETE' },
      refusal('method_not_allowed', [], { allow: 'POST' }),
    ),
  ),
];
