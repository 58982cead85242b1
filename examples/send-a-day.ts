// Sends a day of agent traffic to a running mock and prints the session tree that comes of it:
//
//   npx quint-mock &
//   npm run example              # or: npm run example -- --seed 7 --url http://127.0.0.1:4100
import { parseArgs } from 'node:util';
import { createQuintClient, QuintError, type SessionDetail } from '@quint-security/contract';
import { agentTraffic } from '@quint-security/contract/mock';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: process.env['QUINT_API_URL'] ?? 'http://127.0.0.1:4100' },
    token: { type: 'string', default: process.env['QUINT_DEPLOY_TOKEN'] ?? 'qt_deploy_YOUR_TOKEN' },
    seed: { type: 'string', default: '1' },
  },
});
const client = createQuintClient({ baseUrl: values.url, token: values.token });

process.on('uncaughtException', (error) => {
  console.error(QuintError.is(error) ? `${error.message}. Is \`npx quint-mock\` running?` : error);
  process.exit(1);
});

const sent = { reports: 0, ingested: 0, duplicates: 0 };
for (const delivery of agentTraffic({ seed: Number(values.seed) })) {
  if (delivery.kind === 'report') {
    await client.ingestSession(delivery.report);
    sent.reports++;
  } else {
    const { ingested, duplicates } = await client.ingestEvents({ events: delivery.events });
    sent.ingested += ingested;
    sent.duplicates += duplicates;
  }
}

for await (const page of client.pages.listSessions({ root_only: true })) {
  for (const { id } of page.sessions) await printTree(await client.getSession(id), '');
}
console.log(
  `\n${sent.ingested} events ingested, ${sent.duplicates} duplicates, ${sent.reports} reports`,
);

async function printTree(session: SessionDetail, indent: string): Promise<void> {
  const { total_events, max_risk, avg_risk } = session.risk_summary;
  console.log(
    `${indent}${session.id}  ${session.platform}  ${session.state}  ${session.session_name ?? ''}\n` +
      `${indent}  ${session.started_at} – ${session.ended_at ?? 'now'}, ` +
      `${total_events} events, risk ${avg_risk} on average, ${max_risk} at most`,
  );
  for (const { id } of session.children)
    await printTree(await client.getSession(id), `${indent}  `);
}
