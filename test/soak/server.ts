// The server under soak, in a process of its own: tells its heap after a collection when it is asked.
import { createMockServer, listen } from '../../mock-server/index.ts';

const collect = (globalThis as { gc?: () => void }).gc!;

const mock = createMockServer({
  retain: { events: 20_000, sessions: 500, alerts: 500, journal: 200, traces: 2_000 },
  rateLimit: 1_000_000,
});
const { url } = await listen(mock, { port: 0 });
process.on('message', async () => {
  await mock.drain();
  collect();
  process.send!({ heapBytes: process.memoryUsage().heapUsed });
});
process.send!({ url });
