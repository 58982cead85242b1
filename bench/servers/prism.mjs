// Prism's mock of the same document.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const probe = createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(() => start(port));
});

function start(port) {
  const cli = 'node_modules/@stoplight/prism-cli/dist/index.js';
  const prism = spawn(process.execPath, [cli, 'mock', 'generated/openapi.json', '-p', `${port}`]);
  prism.stdout.on('data', (text) => {
    if (String(text).includes('Prism is listening')) process.send({ port });
  });
  process.on('message', () => process.send('drained'));
  process.on('disconnect', () => prism.kill());
}
