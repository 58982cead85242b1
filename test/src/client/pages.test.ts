import { describe, expect, expectTypeOf, test } from 'vitest';
import type { EventList } from '../../../src/index.ts';
import { json, rejection, stub } from './support.ts';

const page = (next_cursor: string | null) => json({ events: [], next_cursor });

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}

describe('pages', () => {
  test('follow next_cursor to null, with the query and the options of the first', async () => {
    const { client, requests } = stub((_, nth) => page(nth < 3 ? `c${nth}` : null));
    const pages = await collect(
      client.pages.listSessionEvents('s:1', { limit: 2 }, { headers: { 'x-a': '1' } }),
    );
    expectTypeOf(pages).toEqualTypeOf<EventList[]>();
    expect(pages).toHaveLength(3);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://api.test/v1/sessions/s%3A1/events?limit=2',
      'https://api.test/v1/sessions/s%3A1/events?limit=2&cursor=c1',
      'https://api.test/v1/sessions/s%3A1/events?limit=2&cursor=c2',
    ]);
    expect(requests.map(({ headers }) => headers.get('x-a'))).toEqual(['1', '1', '1']);
  });

  test('begin at the cursor that is asked for, and need no query', async () => {
    const { client, requests } = stub(() => page(null));
    await collect(client.pages.listEvents({ cursor: 'c9' }));
    await collect(client.pages.listEvents());
    expect(requests.map(({ url }) => url)).toEqual([
      'https://api.test/v1/events?cursor=c9',
      'https://api.test/v1/events',
    ]);
  });

  test('are asked for one by one: leaving the loop asks for no more', async () => {
    const { client, requests } = stub((_, nth) => page(`c${nth}`));
    for await (const _ of client.pages.listEvents()) if (requests.length === 2) break;
    expect(requests).toHaveLength(2);
  });

  test('end with an error where a server answers the same cursor for ever', async () => {
    const { client, requests } = stub(() => page('c1'));
    const error = await rejection(collect(client.pages.listEvents()));
    expect(error).toMatchObject({ code: 'invalid_response', operation: 'listEvents' });
    expect(error.message).toBe('GET /v1/events: next_cursor is the cursor that was asked for');
    expect(requests).toHaveLength(2);
  });

  test('throw what the operation throws', async () => {
    const { client } = stub((_, nth) => (nth === 1 ? page('c1') : json({}, { status: 403 })));
    await expect(collect(client.pages.listEvents())).rejects.toMatchObject({ status: 403 });
  });
});
