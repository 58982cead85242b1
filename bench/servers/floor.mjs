// The floor: a bare node:http server that reads and parses the body, and nothing else.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { events = [] } = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ingested: events.length, duplicates: 0 }));
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send('drained'));
