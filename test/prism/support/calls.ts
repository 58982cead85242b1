import type { CallOptions, Result, SafeOperations } from '@quint-security/contract';
import type { TokenType } from '@quint-security/contract/schemas';
import { EVENT, SESSION_STATE_REPORT } from '../../../spec/examples.ts';
import { operations, type Auth, type OperationId } from '../../../spec/operations.ts';

/** Every operation that Prism can stand before: it holds a stream back until it ends. */
export type Callable = Exclude<OperationId, 'stream'>;

export const CALLABLE = Object.keys(operations).filter((id) => id !== 'stream') as Callable[];

/** What is there to be asked for. */
export interface There {
  readonly session: string;
  readonly event: string;
  readonly token: string;
}

type Call = (
  client: SafeOperations,
  there: There,
  options?: CallOptions,
) => Promise<Result<unknown>>;

/** A good call of each operation, which takes the options of any call. */
export const CALLS: { readonly [Id in Callable]: Call } = {
  ingestEvents: (client, _, options) => client.ingestEvents({ events: [EVENT] }, options),
  ingestSession: (client, _, options) => client.ingestSession(SESSION_STATE_REPORT, options),
  getSession: (client, { session }, options) => client.getSession(session, options),
  listSessions: (client, _, options) => client.listSessions({}, options),
  listSessionEvents: (client, { session }, options) =>
    client.listSessionEvents(session, {}, options),
  listSessionChildren: (client, { session }, options) =>
    client.listSessionChildren(session, {}, options),
  listEvents: (client, _, options) => client.listEvents({}, options),
  getEvent: (client, { event }, options) => client.getEvent(event, options),
  getEventStats: (client, _, options) => client.getEventStats({}, options),
  listAlerts: (client, _, options) => client.listAlerts({}, options),
  registerMachine: (client, _, options) => client.registerMachine({ machine_id: 'm' }, options),
  createToken: (client, _, options) => client.createToken({ name: 'ci' }, options),
  listTokens: (client, _, options) => client.listTokens({}, options),
  rotateToken: (client, { token }, options) => client.rotateToken(token, undefined, options),
  revokeToken: (client, { token }, options) => client.revokeToken(token, options),
  health: (client, _, options) => client.health(options),
  ready: (client, _, options) => client.ready(options),
};

type Credential = TokenType | 'jwt';

/** What to call with, and what is good but not for this. */
export const CREDENTIALS: Readonly<Record<Auth, { good: Credential; wrong: Credential }>> = {
  none: { good: 'service', wrong: 'service' },
  'deploy-token': { good: 'service', wrong: 'install' },
  'token-or-jwt': { good: 'service', wrong: 'install' },
  jwt: { good: 'jwt', wrong: 'service' },
  'registration-token': { good: 'install', wrong: 'service' },
};
