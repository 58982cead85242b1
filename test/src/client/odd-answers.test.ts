import { expect, test } from 'vitest';
import { createQuintClient } from '../../../src/index.ts';

const answering = (response: () => Response) => {
  const requests: Request[] = [];
  const client = createQuintClient({
    baseUrl: 'http://quint.test',
    fetch: (request) => {
      requests.push(request);
      return response();
    },
    retry: { attempts: Number.NaN, baseDelay: 1 },
  });
  return { client, requests };
};

test('an array is no answer of this API', async () => {
  const { client } = answering(() => Response.json([]));
  expect((await client.safe.health()).error?.code).toBe('invalid_response');
});

test('a code that is no text is not passed on', async () => {
  const { client } = answering(() => Response.json({ error: {}, code: {} }, { status: 400 }));
  expect((await client.safe.health()).error?.code).toBe('http_error');
});

test('a redirect is not followed: it would turn a POST into a GET', async () => {
  const { client, requests } = answering(
    () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.test/' } }),
  );
  const { error } = await client.safe.getSession('s');
  expect(error).toMatchObject({ status: 302, retryable: false });
  expect(requests.map(({ redirect }) => redirect)).toEqual(['manual']);
});

test('a number of attempts that is no number ends the retries', async () => {
  const { client, requests } = answering(() => new Response('', { status: 503 }));
  await client.safe.health();
  expect(requests).toHaveLength(1);
});
