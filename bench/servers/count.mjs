// A server that only counts: the requests, their bytes, and the events in them, which it does not parse.
import { createServer } from 'node:http';

const MARK = Buffer.from('"event_id"');
const nothing = { requests: 0, bytes: 0, events: 0 };
let counted = { ...nothing };

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const events = occurrences(body);
    counted.requests++;
    counted.bytes += body.length;
    counted.events += events;
    // To a path of this name there is never an answer.
    if (request.url.startsWith('/silence')) return;
    response.setHeader('content-type', 'application/json');
    // Any client takes it for a yes; one of them checks the number.
    response.end(JSON.stringify({ ingested: events, duplicates: 0 }));
  });
});
// Asked by message for what it has counted since it was last asked.
process.on('message', () => {
  process.send(counted);
  counted = { ...nothing };
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

function occurrences(body) {
  let count = 0;
  for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + MARK.length)) count++;
  return count;
}
