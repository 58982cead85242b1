import { describe, expect, expectTypeOf, test } from 'vitest';
import type { IngestResponse } from '../../../src/index.ts';
import { json, stub } from './support.ts';

describe('safe', () => {
  test('resolves to the data, the response and the request id', async () => {
    const { client } = stub(() =>
      json({ ingested: 0, duplicates: 1 }, { headers: { 'x-request-id': 'r-1' } }),
    );
    const { data, error, response, requestId } = await client.safe.ingestEvents({ events: [] });
    if (error) throw error;
    expectTypeOf(data).toEqualTypeOf<IngestResponse>();
    expectTypeOf(response).toEqualTypeOf<Response>();
    expect(data).toEqual({ ingested: 0, duplicates: 1 });
    expect(response.status).toBe(200);
    expect(requestId).toBe('r-1');
  });

  test('resolves to the error, the last response and its request id', async () => {
    const { client } = stub((_, nth) =>
      json({}, { status: 503, headers: { 'x-request-id': `r-${nth}` } }),
    );
    const { data, error, response, requestId } = await client.safe.health();
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ status: 503, attempts: 3, requestId: 'r-3' });
    expect(response?.status).toBe(503);
    expect(requestId).toBe('r-3');
  });

  test.each<[string, unknown[]]>([
    ['an aborted signal', [{ signal: AbortSignal.abort() }]],
    ['a signal that is none', [{ signal: 'no' }]],
    ['a header that is none', [{ headers: { 'a b': 'c' } }]],
    ['options that are null', [null]],
    ['options that are no object', [1]],
  ])('does not throw for %s', async (_, args) => {
    const { client } = stub(() => Promise.reject(new Error('down')), { retry: false });
    const { error } = await (client.safe.health as (...args: unknown[]) => Promise<any>)(...args);
    expect(error.name).toBe('QuintError');
  });
});
