// A consumer with neither Node's types nor zod.
import { createQuintClient, QuintError, type Session } from '@quint-security/contract';
import { live } from '@quint-security/contract/live';

const client = createQuintClient({ token: 't' });
export async function states(found: Session['state'][] = []) {
  for await (const message of live(client)) {
    if (message.type === 'session.upserted') found.push(message.session.state);
  }
}
export const state: Promise<Session['state']> = client.getSession('s').then((s) => s.state);
export const code = (error: unknown) => (QuintError.is(error) ? error.code : undefined);
export const total = client.safe
  .getSession('s')
  .then(({ data }) => data?.risk_summary.total_events);

// @ts-expect-error an event needs more than that
void client.ingestEvents({ events: [{ event_id: 'e' }] });
// @ts-expect-error a state that there is not
void client.listSessions({ state: 'paused' });
// @ts-expect-error an object, not a text
export const name: Promise<string> = client.health().then((health) => health);
