// A program of its own: listens, answers one request, closes, and has nothing more to do.
import { createMockServer, listen } from '../../../mock-server/index.ts';

const mock = createMockServer();
const server = await listen(mock, { port: 0 });
const { status } = await fetch(`${server.url}/v1/ingest`, {
  method: 'POST',
  headers: {
    authorization: 'Bearer qt_deploy_YOUR_TOKEN',
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    events: [
      {
        schema_version: 2,
        event_id: crypto.randomUUID(),
        timestamp: new Date().toISOString(),
        source: 'proxy',
        platform: 'cursor',
        action_type: 'tools/call',
        session_id: 's',
        agent_id: 'a',
      },
    ],
  }),
});
await server.close();
await mock.close();
process.stdout.write(`${status} closed\n`);
