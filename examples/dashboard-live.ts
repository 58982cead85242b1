// A dashboard in a terminal: the sessions as they are, then each change as it happens, until Ctrl-C.
//
//   npx quint-mock &
//   npx tsx examples/dashboard-live.ts     # or with --url http://127.0.0.1:4100 --token qt_deploy_…
//   npm run example                        # in another terminal: something to see
import { parseArgs } from 'node:util';
import { createQuintClient, type Session } from '@quint-security/contract';
import { live } from '@quint-security/contract/live';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: process.env['QUINT_API_URL'] ?? 'http://127.0.0.1:4100' },
    token: { type: 'string', default: process.env['QUINT_DEPLOY_TOKEN'] ?? 'qt_deploy_YOUR_TOKEN' },
  },
});
const client = createQuintClient({ baseUrl: values.url, token: values.token });
const leaving = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leaving.abort());

// Resuming "after 0" makes the first message a `reset`. The lists are read when it comes, with the
// stream open already: what changes meanwhile is told by the stream, and nothing falls in between.
for await (const message of live(client, { lastEventId: '0', signal: leaving.signal })) {
  switch (message.type) {
    case 'reset':
      await printTree();
      break;
    case 'session.upserted':
      console.log(`~ ${line(message.session)}`);
      break;
    case 'alert.created':
      console.log(`! ${message.alert.severity}: ${message.alert.title}`);
  }
}

async function printTree(): Promise<void> {
  const sessions: Session[] = [];
  for await (const page of client.pages.listSessions()) sessions.push(...page.sessions);
  const known = new Set(sessions.map(({ id }) => id));
  const isRoot = ({ parent_id }: Session) => parent_id === null || !known.has(parent_id);
  const print = (session: Session, indent: string) => {
    console.log(`${indent}${line(session)}`);
    for (const child of sessions) if (child.parent_id === session.id) print(child, `${indent}  `);
  };
  for (const session of sessions.filter(isRoot)) print(session, '');
  console.log(`${sessions.length} sessions; waiting for changes`);
}

function line({ id, platform, state, session_name }: Session): string {
  return `${id}  ${platform}  ${state}  ${session_name ?? ''}`;
}
