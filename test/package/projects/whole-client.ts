// All of the client: the budget of type instantiations is that of this file.
import {
  createQuintClient,
  LIMITS,
  QuintError,
  type QuintClient,
  type SafeOperations,
  type Session,
} from '@quint-security/contract';
import { live } from '@quint-security/contract/live';

const client: QuintClient = createQuintClient({
  baseUrl: 'https://api.quintai.dev',
  token: () => 'qt_deploy_YOUR_TOKEN',
  timeout: 10_000,
  retry: { attempts: 3 },
});

export const calls = {
  ingestEvents: () =>
    client.ingestEvents({
      events: [
        {
          schema_version: 2,
          event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10',
          timestamp: '2026-04-25T03:09:32.138Z',
          source: 'proxy',
          platform: 'claude-code',
          action_type: 'tools/call',
          session_id: '59247-1777085379101',
          agent_id: 'ne-pid-59247',
          labels: { process_name: 'claude' },
        },
      ],
    }),
  ingestSession: async () => {
    const session_id = '59247-1777085379101';
    await client.ingestSession({ session_id, state: 'idle', timestamp: '2026-04-25T03:09:11Z' });
    return client.ingestSession({ event_type: 'session_end', session_id });
  },
  getSession: () => client.getSession('s').then(({ risk_summary }) => risk_summary.max_risk),
  listSessions: () => client.listSessions({ root_only: true, limit: LIMITS.page.max }),
  listSessionEvents: () => client.listSessionEvents('s', { limit: 10 }),
  listSessionChildren: () => client.listSessionChildren('s'),
  listEvents: () => client.listEvents({ decision: 'block', risk_min: 50 }),
  getEvent: () => client.getEvent('e').then((event) => event.arguments),
  getEventStats: () => client.getEventStats({ since: '2026-04-25T00:00:00Z' }),
  listAlerts: () => client.listAlerts({ severity: 'critical' }),
  registerMachine: () => client.registerMachine({ machine_id: 'm', os: 'linux' }),
  createToken: () => client.createToken({ name: 'fleet', type: 'install' }),
  listTokens: () => client.listTokens(),
  rotateToken: () => client.rotateToken('t', { grace_seconds: 60 }),
  revokeToken: () => client.revokeToken('t'),
  stream: () => client.stream(),
  health: () => client.health(),
  ready: () => client.ready(),
} satisfies {
  [
    Operation in keyof QuintClient as Operation extends keyof SafeOperations ? Operation : never
  ]: () => unknown;
};

export const outcomes = {
  ingestEvents: () => client.safe.ingestEvents({ events: [] }),
  getSession: async () => {
    const { data, error, requestId } = await client.safe.getSession('s');
    return data ? data.children.map((child) => child.state) : [error.code, requestId];
  },
  listAlerts: () => client.safe.listAlerts({ limit: 1 }),
  registerMachine: () => client.safe.registerMachine({ machine_id: 'm', os: 'linux' }),
};

export async function read(found: Session[] = [], seen: unknown[] = []): Promise<Session[]> {
  try {
    for await (const page of client.pages.listSessions()) found.push(...page.sessions);
    for await (const { events } of client.pages.listSessionEvents('s')) {
      seen.push(events[0]?.risk_score);
    }
    for await (const { alerts } of client.pages.listAlerts()) {
      seen.push(alerts[0]?.severity);
    }
    for await (const message of live(client)) {
      if (message.type === 'session.upserted') found.push(message.session);
    }
  } catch (error) {
    if (!QuintError.is(error) || !error.retryable) throw error;
  }
  return found;
}
