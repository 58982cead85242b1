// The mock server as it is published, with an answer to the question whether all is processed.
import { createMockServer, listen } from '../../dist/mock.js';

const mock = createMockServer();
const { url } = await listen(mock, { port: 0 });
process.on('message', async () => {
  await mock.drain();
  process.send('drained');
});
process.send({ port: Number(new URL(url).port) });
