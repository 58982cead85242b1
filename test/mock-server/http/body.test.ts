import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { apiOf, expectNothingStored, pointers, startApi } from '../support/api.ts';
import { CREDENTIAL, rawBody, rawRequest, startListening } from '../support/http.ts';
import { event } from '../support/samples.ts';

const MAX = 10 * 1024 * 1024;

/** A valid batch of exactly so many bytes. */
function batchOf(bytes: number): Uint8Array {
  const [before, after] = JSON.stringify({ events: [event({ pad: '' })] }).split('"pad":""');
  const padding = 'x'.repeat(bytes - before!.length - after!.length - '"pad":""'.length);
  return new TextEncoder().encode(`${before}"pad":"${padding}"${after}`);
}

function inChunks(bytes: Uint8Array, size = 64 * 1024): ReadableStream<Uint8Array> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(start, (start += size)));
    },
  });
}

describe('no JSON', () => {
  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['half an object', '{"events":['],
    ['a trailing comma', '{"events":[],}'],
    ['single quotes', "{'events':[]}"],
    ['NaN', '{"events":NaN}'],
    ['a raw line break in a string', '{"events":"\n"}'],
    ['two values', '{}{}'],
    ['JSON Lines', '{"a":1}\n{"a":2}'],
    ['a form', 'events=1'],
    ['a null byte', '{}\0'],
  ])('%s', async (_, body) => {
    const api = startApi();
    for (const path of ['/v1/ingest', '/v1/sessions/ingest']) {
      expect(await api.post(path, body)).toMatchObject({
        status: 400,
        body: { code: 'invalid_json' },
      });
    }
    await expectNothingStored(api);
  });

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
    ['a character cut in half', [0xf0, 0x9f, 0x98]],
  ])('invalid UTF-8: %s', async (_, bytes) => {
    const api = startApi();
    const quoted = new Uint8Array([0x22, ...bytes, 0x22]);
    const answer = await api.post('/v1/ingest', quoted);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    expect(answer.body.error).toContain('UTF-8');
  });

  test('the error says where, and quotes nothing', async () => {
    const { body } = await startApi().post('/v1/ingest', '{"password":"hunter2" "x"}');
    expect(body.error).toBe('The body is not JSON (at position 22).');
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  test('a byte order mark is passed over', async () => {
    const body = `\ufeff${JSON.stringify({ events: [event()] })}`;
    expect((await startApi().post('/v1/ingest', body)).status).toBe(200);
  });
});

describe('of another shape', () => {
  test.each(['null', '0', '"x"', '[]', 'true', '{}', '{"events":null}', '{"events":{}}'])(
    '%s',
    async (body) => {
      const api = startApi();
      for (const path of ['/v1/ingest', '/v1/sessions/ingest']) {
        const answer = await api.post(path, body);
        expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
        expect(answer.body.issues).toHaveLength(1);
      }
      await expectNothingStored(api);
    },
  );
});

describe('at most 10 MB, counted after decoding', () => {
  test.each([
    [MAX - 1, 200],
    [MAX, 200],
    [MAX + 1, 413],
  ])('%i bytes with a Content-Length: %i', async (bytes, status) => {
    const api = apiOf(await startListening());
    expect((await api.post('/v1/ingest', batchOf(bytes))).status).toBe(status);
  });

  test.each([
    [MAX, 200],
    [MAX + 1, 413],
  ])('%i bytes in chunks, without one: %i', async (bytes, status) => {
    const api = apiOf(await startListening());
    expect((await api.post('/v1/ingest', inChunks(batchOf(bytes)))).status).toBe(status);
  });

  test.each([
    [MAX, 200],
    [MAX + 1, 413],
  ])('%i bytes in gzip: %i', async (bytes, status) => {
    const api = startApi();
    const answer = await api.post('/v1/ingest', gzipSync(batchOf(bytes)), {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(status);
  });

  test('nothing of a body that is too large is stored', async () => {
    const api = startApi();
    const answer = await api.post('/v1/ingest', batchOf(MAX + 1));
    expect(answer.body).toMatchObject({ code: 'payload_too_large' });
    await expectNothingStored(api);
  });

  test('a gzip bomb goes off nowhere', async () => {
    const api = apiOf(await startListening());
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(MAX / 10);
    const before = process.memoryUsage().arrayBuffers;
    const answer = await api.post('/v1/ingest', bomb, { headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large' } });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('a length that lies is not believed', async () => {
    const answer = await startApi().post('/v1/ingest', inChunks(batchOf(MAX + 1)), {
      headers: { 'content-length': '100' },
    });
    expect(answer.status).toBe(413);
  });

  test('a body without an end is not read to its end', async () => {
    let read = 0;
    const endless = new ReadableStream({
      pull(controller) {
        read += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
      },
    });
    expect((await startApi().post('/v1/ingest', endless)).status).toBe(413);
    expect(read).toBeLessThan(2 * MAX);
  });

  test('a session report has the same limit', async () => {
    const answer = await startApi().post('/v1/sessions/ingest', batchOf(MAX + 1));
    expect(answer.status).toBe(413);
  });

  test('the server goes on after it', async () => {
    const api = apiOf(await startListening());
    await api.post('/v1/ingest', inChunks(batchOf(MAX * 2)));
    expect((await api.ingest(event())).status).toBe(200);
  });
});

describe('a body cut off midway', () => {
  const half = JSON.stringify({ events: [event()] }).slice(0, -2);

  test.each([
    ['with a Content-Length', `Content-Length: ${half.length + 2}\r\n\r\n${half}`],
    ['in chunks', `Transfer-Encoding: chunked\r\n\r\n${half.length.toString(16)}\r\n${half}\r\n`],
  ])('%s: the server lives on, and nothing is stored', async (_, rest) => {
    const server = await startListening();
    const api = apiOf(server);
    const socket = connect(server.port, '127.0.0.1');
    await new Promise<void>((resolve) =>
      socket.write(`POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}${rest}`, () => resolve()),
    );
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.resetAndDestroy();
    await gone;
    await expectNothingStored(api);
    expect((await api.ingest(event())).status).toBe(200);
  });

  test('a stream that fails is told as such, in the usual form', async () => {
    const api = startApi();
    for (const encoding of ['identity', 'gzip']) {
      const broken = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"events":['));
          controller.error(new Error('ECONNRESET: secret'));
        },
      });
      const answer = await api.post('/v1/ingest', broken, {
        headers: { 'content-encoding': encoding },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
      expect(answer.text).not.toContain('secret');
    }
    await expectNothingStored(api);
  });

  test('the length is the truth: what follows the body is another request', async () => {
    const { port } = await startListening();
    const received = await rawRequest(
      port,
      `POST /v1/ingest HTTP/1.1\r\n${CREDENTIAL}Content-Length: 2\r\n\r\n{}`,
      `GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });
});

const bytes = () => new TextEncoder().encode(JSON.stringify({ events: [event()] }));

const encoded = (encoding: string) => ({ headers: { 'content-encoding': encoding } });

describe('Content-Encoding', () => {
  test.each(['gzip', 'GZIP', 'x-gzip', ' gzip '])('%s is taken', async (encoding) => {
    const api = apiOf(await startListening());
    const answer = await api.post('/v1/ingest', gzipSync(bytes()), encoded(encoding));
    expect(answer.body).toEqual({ ingested: 1, duplicates: 0 });
  });

  test('identity is taken', async () => {
    expect((await startApi().post('/v1/ingest', bytes(), encoded('identity'))).status).toBe(200);
  });

  test('gzip in several members is taken', async () => {
    const whole = bytes();
    const members = [gzipSync(whole.subarray(0, 20)), gzipSync(whole.subarray(20))];
    const answer = await startApi().post('/v1/ingest', Buffer.concat(members), encoded('gzip'));
    expect(answer.status).toBe(200);
  });

  test('gzip in chunks is taken', async () => {
    const api = apiOf(await startListening());
    const body = inChunks(gzipSync(bytes()), 7);
    expect((await api.post('/v1/ingest', body, encoded('gzip'))).status).toBe(200);
  });

  test.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'nonsense', '__proto__'])(
    '%s is 415',
    async (encoding) => {
      const api = startApi();
      const answer = await api.post('/v1/ingest', bytes(), encoded(encoding));
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
      expect(answer.headers.get('accept-encoding')).toBe('gzip');
      await expectNothingStored(api);
    },
  );

  test.each([
    ['cut off in its data', (gzip: Buffer) => gzip.subarray(0, gzip.length >> 1)],
    ['cut off in its trailer', (gzip: Buffer) => gzip.subarray(0, -4)],
    ['with something after it', (gzip: Buffer) => Buffer.concat([gzip, Buffer.from('more')])],
    ['with a wrong checksum', (gzip: Buffer) => gzip.fill(0, gzip.length - 8, gzip.length - 4)],
    ['that is none', () => Buffer.from('{"events":[]}')],
    ['that is empty', () => Buffer.alloc(0)],
  ])('gzip %s is 400, and nothing is stored', async (_, spoil) => {
    const api = startApi();
    const answer = await api.post('/v1/ingest', spoil(gzipSync(bytes())), encoded('gzip'));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    await expectNothingStored(api);
  });
});

const typed = (type: string) => ({ headers: { 'content-type': type } });

describe('Content-Type', () => {
  const json = JSON.stringify({ events: [event()] });

  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; profile=x',
  ])('%s is taken', async (type) => {
    expect((await startApi().post('/v1/ingest', json, typed(type))).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonl',
    'application/json-patch+json',
    'application/vnd.api+json',
    'multipart/form-data; boundary=application/json',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'json',
  ])('%s is 415', async (type) => {
    const answer = await startApi().post('/v1/ingest', json, typed(type));
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    expect(answer.headers.get('accept')).toBe('application/json');
  });

  test('none is 415', async () => {
    const { port } = await startListening();
    const received = await rawRequest(
      port,
      'POST /v1/ingest HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer qt_deploy_YOUR_TOKEN\r\n',
      `Connection: close\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 415 /);
    expect(rawBody(received)).toMatchObject({ code: 'unsupported_media_type' });
  });
});

test('an empty batch is 400', async () => {
  const answer = await startApi().ingest();
  expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  expect(pointers(answer)).toEqual(['/events']);
});
