import { CREDENTIALS, JWT, VECTORS_ORG, VECTORS_TIME, type Credential } from '../credentials.ts';
import { decided, exchange, refusal, type Exchange } from '../exchange.ts';

const { leaving, retiring, service } = CREDENTIALS;
const UNKNOWN_ID = 'e0b5e6c1-7a4e-4b0c-9d3f-0c5b1f2a3d4e';

const listed = ({ id, name, type, created_at, expires_at, revoked_at }: Credential) => ({
  id,
  name,
  type,
  created_at,
  expires_at,
  last_used_at: null,
  revoked_at,
});

const ofOrg = Object.values<Credential>(CREDENTIALS).filter(({ org_id }) => org_id === VECTORS_ORG);

export const tokenExchanges: readonly Exchange[] = [
  exchange(
    'listTokens',
    'without raw values',
    { token: JWT },
    { body: { tokens: ofOrg.map(listed), next_cursor: null }, contains: ['/tokens'] },
  ),
  exchange(
    'createToken',
    'a service token, unless told otherwise',
    { token: JWT, body: { name: 'production-fleet-01' } },
    {
      body: {
        id: '7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11',
        name: 'production-fleet-01',
        type: 'service',
        token: 'qt_deploy_0123456789abcdef0123456789abcdef',
        created_at: VECTORS_TIME,
        expires_at: null,
      },
      varies: ['/id', '/token', '/created_at'],
    },
  ),
  exchange(
    'createToken',
    'a personal token that expires; its time is answered in UTC',
    {
      token: JWT,
      body: { name: 'laptop 2', type: 'personal', expires_at: '2099-01-01T01:00:00.000+01:00' },
    },
    {
      body: {
        id: 'b1a7c9d3-5e2f-4a68-9c01-2d3e4f5a6b7c',
        name: 'laptop 2',
        type: 'personal',
        token: 'qt_pk_0123456789abcdef0123456789abcdef',
        created_at: VECTORS_TIME,
        expires_at: '2099-01-01T00:00:00Z',
      },
      varies: ['/id', '/token', '/created_at'],
    },
  ),
  exchange(
    'createToken',
    'one that would have expired already',
    { token: JWT, body: { name: 'x', expires_at: '2020-01-01T00:00:00Z' } },
    refusal('validation_failed', [['/expires_at', 'past']]),
  ),
  exchange(
    'rotateToken',
    'its successor has its name',
    { token: JWT, params: { id: retiring.id }, body: { grace_seconds: 60 } },
    {
      body: {
        id: 'f4e3d2c1-b0a9-4887-9665-544332211000',
        name: retiring.name,
        type: 'service',
        token: 'qt_deploy_fedcba9876543210fedcba9876543210',
        created_at: VECTORS_TIME,
        expires_at: null,
      },
      varies: ['/id', '/token', '/created_at'],
    },
  ),
  exchange(
    'rotateToken',
    'a second time; without a body, which is allowed',
    { token: JWT, params: { id: retiring.id } },
    refusal('conflict'),
  ),
  exchange(
    'rotateToken',
    'one that does not exist',
    { token: JWT, params: { id: UNKNOWN_ID }, body: {} },
    refusal('not_found'),
  ),
  exchange(
    'rotateToken',
    'one of another organisation',
    { token: JWT, params: { id: CREDENTIALS.other.id }, body: {} },
    refusal('not_found'),
  ),
  exchange('revokeToken', 'at once', { token: JWT, params: { id: leaving.id } }, {}),
  exchange(
    'revokeToken',
    'a second time, which changes nothing',
    { token: JWT, params: { id: leaving.id } },
    {},
  ),
  decided(
    exchange(
      'listSessions',
      'with the token that was revoked just now',
      { token: leaving.raw },
      refusal('unauthorized'),
    ),
  ),
  exchange(
    'revokeToken',
    'one that does not exist',
    { token: JWT, params: { id: UNKNOWN_ID } },
    refusal('not_found'),
  ),
  exchange(
    'revokeToken',
    'one of another organisation',
    { token: JWT, params: { id: CREDENTIALS.other.id } },
    refusal('not_found'),
  ),
  exchange(
    'revokeToken',
    'by its raw value, which is no id',
    { token: JWT, params: { id: service.raw } },
    refusal('validation_failed', [['id', 'invalid_format']]),
  ),
];
