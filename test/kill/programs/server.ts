// A reference server in a process of its own, that says on file descriptor 3 where it is.
import { writeSync } from 'node:fs';
import { createMockServer, listen } from '../../../mock-server/index.ts';

const { url } = await listen(createMockServer(), { port: 0 });
writeSync(3, `${url}\n`);
process.stdin.on('end', () => process.exit()).resume();
