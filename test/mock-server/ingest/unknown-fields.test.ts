import { describe, expect, test } from 'vitest';
import { expectNothingStored, pointers, startApi, type Api } from '../support/api.ts';
import { event } from '../support/samples.ts';

/** Sends an event with more JSON in it, and answers the text of what is read back. */
async function roundTrip(api: Api, json: string): Promise<string> {
  const sent = event();
  const body = JSON.stringify({ events: [sent] }).replace('"source"', `${json},"source"`);
  const answer = await api.post('/v1/ingest', body);
  expect(answer.body).toEqual({ ingested: 1, duplicates: 0 });
  return (await api.get(`/v1/events/${sent.event_id}`)).text;
}

describe('unknown fields are kept', () => {
  test.each([
    '"x":null',
    '"x":[1,2.5,-3,"é🙂",true,{"a":{}}]',
    '"":"empty"',
    '"__proto__":{"polluted":1}',
    '"constructor":"c"',
    '"toString":1',
    '"hasOwnProperty":false',
    '"toJSON":"no function"',
    '"then":"no promise"',
    '"length":3',
    '"labels":{"__proto__":"p","constructor":"c","":"e"}',
    '"x":{"__proto__":{"__proto__":[]}}',
  ])('%s', async (json) => {
    expect(await roundTrip(startApi(), json)).toContain(json);
    expect({}).not.toHaveProperty('polluted');
  });

  test('escapes mean what they mean', async () => {
    const text = await roundTrip(startApi(), String.raw`"x":"\u0041\n\ud83d\ude42\u0000"`);
    expect(JSON.parse(text)).toMatchObject({ x: 'A\n🙂\0' });
  });

  test('in lists as well', async () => {
    const api = startApi();
    await roundTrip(api, '"__proto__":"kept"');
    expect((await api.get('/v1/events')).text).toContain('"__proto__":"kept"');
    expect((await api.get('/v1/sessions/s-1/events')).text).toContain('"__proto__":"kept"');
  });

  test('but the documented nine are those of the contract', async () => {
    const read = JSON.parse(
      await roundTrip(startApi(), '"id":"mine","arguments":"mine","org_id":"org_other"'),
    );
    expect(read).toMatchObject({ id: read.event_id, arguments: [], org_id: 'org_local' });
  });
});

const arrays = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const objects = (levels: number) => `${'{"a":'.repeat(levels)}0${'}'.repeat(levels)}`;

describe('nesting', () => {
  test.each([
    ['arrays', 1_000, arrays(1_000)],
    ['objects', 1_000, objects(1_000)],
    ['arrays', 2_000, arrays(2_000)],
    ['objects', 2_000, objects(2_000)],
  ])('%s %i deep survive', async (_, __, json) => {
    const api = startApi();
    expect(await roundTrip(api, `"x":${json}`)).toContain(json);
    expect((await api.get('/v1/events')).text).toContain(json);
  });

  test.each([
    ['arrays', 2_001, arrays(2_001)],
    ['objects', 2_001, objects(2_001)],
    ['arrays', 100_000, arrays(100_000)],
    ['objects', 100_000, objects(100_000)],
    ['arrays', 1_000_000, arrays(1_000_000)],
  ])('%s %i deep are 400, with a pointer', async (_, __, json) => {
    const api = startApi();
    const body = JSON.stringify({ events: [event(), event()] }).replace(
      /"source"(?!.*"source")/,
      `"x/y":${json},"source"`,
    );
    const answer = await api.post('/v1/ingest', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual(['/events/1/x~1y']);
    await expectNothingStored(api);
  });

  test('where nothing is kept it does no harm', async () => {
    const api = startApi();
    for (const body of [
      arrays(200_000),
      `{"events":${arrays(200_000)}}`,
      `{"x":${arrays(200_000)}}`,
    ]) {
      for (const path of ['/v1/ingest', '/v1/sessions/ingest']) {
        expect((await api.post(path, body)).status).toBe(400);
      }
    }
  });

  test('300,000 empty arrays side by side are no depth', async () => {
    const json = `"x":[${'[],'.repeat(300_000)}[]]`;
    expect((await roundTrip(startApi(), json)).length).toBeGreaterThan(900_000);
  });
});

const send = (api: Api, json: string) =>
  api.post(
    '/v1/ingest',
    JSON.stringify({ events: [event()] }).replace('"source"', `${json},"source"`),
  );

describe('half a surrogate pair', () => {
  const D83D = String.raw`\ud83d`;

  test.each([
    ['in a text', `"x":"${D83D}"`, ['/events/0/x']],
    ['the second half', String.raw`"x":"\uDE42"`, ['/events/0/x']],
    ['the wrong way round', String.raw`"x":"\ude42\ud83d"`, ['/events/0/x']],
    ['in an array', `"x":["ok",["${D83D}"]]`, ['/events/0/x/1/0']],
    ['in a label', `"labels":{"a":"${D83D}"}`, ['/events/0/labels/a']],
    ['in a key', `"x":{"${D83D}":1}`, ['/events/0/x']],
    ['under an odd key', `"a/b~":"${D83D}"`, ['/events/0/a~1b~0']],
    ['twice, in order', `"x":"${D83D}","y":"${D83D}"`, ['/events/0/x', '/events/0/y']],
  ])('%s is 400, with a pointer', async (_, json, expected) => {
    const api = startApi();
    const answer = await send(api, json);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(pointers(answer)).toEqual(expected);
    await expectNothingStored(api);
  });

  test('in a session report as well', async () => {
    const api = startApi();
    const body = `{"session_id":"s","state":"active","timestamp":"2026-04-25T03:09:32Z","model":"${D83D}"}`;
    expect(pointers(await api.post('/v1/sessions/ingest', body))).toEqual(['/model']);
    await expectNothingStored(api);
  });

  test('a whole pair is no half, and an escaped backslash no escape', async () => {
    expect((await send(startApi(), String.raw`"x":"\ud83d\ude42"`)).status).toBe(200);
    expect((await send(startApi(), String.raw`"x":"\\ud83d"`)).status).toBe(200);
  });

  test('the first hundred of many are listed', async () => {
    const answer = await send(startApi(), `"x":[${`"${D83D}",`.repeat(300_000)}0]`);
    expect(pointers(answer)).toEqual(Array.from({ length: 100 }, (_, n) => `/events/0/x/${n}`));
  });

  test('200,000 levels down it is found in time', async () => {
    const deep = `${'['.repeat(200_000)}"${D83D}"${']'.repeat(200_000)}`;
    const [pointer] = pointers(await send(startApi(), `"x":${deep}`));
    expect(pointer).toHaveLength('/events/0/x'.length + 2 * 200_000);
  });

  test('pointers that repeat a long key do not make the answer longer than the question', async () => {
    const key = 'k'.repeat(1_000_000);
    const body = `{"${key}":[${`"${D83D}",`.repeat(100)}0]}`;
    const answer = await startApi().post('/v1/ingest', body);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(4 * body.length);
  });
});
