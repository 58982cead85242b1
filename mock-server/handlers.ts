import { listAlerts } from './api/alerts.ts';
import { getEventStats } from './api/event-stats.ts';
import { getEvent, listEvents } from './api/events.ts';
import { health, ready } from './api/probes.ts';
import {
  getSession,
  listSessionChildren,
  listSessionEvents,
  listSessions,
} from './api/sessions.ts';
import { ingestEvents } from './ingest/ingest-events.ts';
import { ingestSession } from './ingest/ingest-session.ts';
import { stream } from './live/stream.ts';
import type { Handlers } from './operation.ts';
import { createToken, listTokens, revokeToken, rotateToken } from './tokens/manage-tokens.ts';
import { registerMachine } from './tokens/register-machine.ts';

export const handlers: Handlers = {
  ingestEvents,
  ingestSession,
  getSession,
  listSessions,
  listSessionEvents,
  listSessionChildren,
  listEvents,
  getEvent,
  getEventStats,
  listAlerts,
  registerMachine,
  health,
  ready,
  createToken,
  listTokens,
  rotateToken,
  revokeToken,
  stream,
};
