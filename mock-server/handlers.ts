import { getEvent, listEvents } from './api/events.ts';
import { health, ready } from './api/probes.ts';
import {
  getSession,
  listSessionChildren,
  listSessionEvents,
  listSessions,
} from './api/sessions.ts';
import { ApiError } from './http/api-error.ts';
import { ingestEvents } from './ingest/ingest-events.ts';
import { ingestSession } from './ingest/ingest-session.ts';
import type { Handlers } from './operation.ts';
import { registerMachine } from './tokens/register-machine.ts';

/** The part of the contract that this server does not serve yet says so (501). */
const notImplemented = () => {
  throw new ApiError('not_implemented', 'The mock server does not serve this operation yet');
};

export const handlers: Handlers = {
  ingestEvents,
  ingestSession,
  getSession,
  listSessions,
  listSessionEvents,
  listSessionChildren,
  listEvents,
  getEvent,
  registerMachine,
  health,
  ready,
  getEventStats: notImplemented,
  listAlerts: notImplemented,
  createToken: notImplemented,
  listTokens: notImplemented,
  rotateToken: notImplemented,
  revokeToken: notImplemented,
  stream: notImplemented,
};
