// The mock server as it is published, with an answer to the question how much memory it holds.
import { setImmediate } from 'node:timers/promises';
import { createMockServer, listen } from '../../dist/mock.js';

const { url } = await listen(createMockServer(), { port: 0 });
process.on('message', async () => {
  // What is finalized in one collection is freed in the next.
  for (let nth = 0; nth < 3; nth++) {
    globalThis.gc();
    await setImmediate();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, heap: heapUsed + external });
});
process.on('disconnect', () => process.exit());
process.send({ url });
