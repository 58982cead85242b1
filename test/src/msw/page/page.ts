// A dashboard in a hundred lines: it posts through the client, and draws the tree of sessions from what
// the live stream tells it. Nothing of it knows that a service worker answers.
import { createQuintClient, type Session } from '@quint-security/contract';
import { live } from '@quint-security/contract/live';
import { quintHandlers } from '@quint-security/contract/msw';
import { setupWorker } from 'msw/browser';

const base = new URLSearchParams(location.search).get('base') ?? undefined;
const quint = quintHandlers(base === undefined ? {} : { baseUrl: base });
const worker = setupWorker(...quint);
await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });

const baseUrl = base === undefined ? undefined : new URL(base, location.href).href;
const client = createQuintClient({ baseUrl, token: 'qt_deploy_YOUR_TOKEN', retry: false });
const sessions = new Map<string, Session>();

function button(id: string, click: () => unknown): void {
  document.querySelector(`#${id}`)!.addEventListener('click', click);
}

function branch(parent: string | null): HTMLElement[] {
  const children = [...sessions.values()].filter(({ parent_id }) => parent_id === parent);
  return children
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, state }) => {
      const item = document.createElement('li');
      item.dataset['session'] = id;
      item.dataset['state'] = state;
      item.append(`${id} (${state})`);
      const below = branch(id);
      if (below.length > 0) item.append(document.createElement('ul'));
      item.querySelector('ul')?.append(...below);
      return item;
    });
}

function event(session_id: string) {
  return {
    schema_version: 2 as const,
    event_id: crypto.randomUUID(),
    timestamp: '2026-04-25T03:09:32Z',
    source: 'proxy',
    platform: 'claude-code',
    action_type: 'tools/call',
    session_id,
    agent_id: 'a-1',
  };
}

button('work', () =>
  client.ingestEvents({ events: ['s-1', 's-1:sub:1', 's-1:sub:2', 's-1'].map(event) }),
);
button('end', () =>
  client.ingestSession({ session_id: 's-1', state: 'ended', timestamp: '2026-04-25T04:00:00Z' }),
);

const stop = new AbortController();
button('leave', () => stop.abort());
Object.assign(globalThis, { quint, worker, client });

for await (const message of live(client, { signal: stop.signal, lastEventId: '0' })) {
  if (message.type === 'session.upserted') sessions.set(message.session.id, message.session);
  document.querySelector('#tree')!.replaceChildren(...branch(null));
  // The first is a `reset`: from here on nothing is missed.
  document.body.dataset['following'] = 'true';
}
document.body.dataset['following'] = 'false';
