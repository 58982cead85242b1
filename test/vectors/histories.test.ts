import { describe, expect, test } from 'vitest';
import { operations } from '../../spec/operations.ts';
import { SessionDetail } from '../../spec/schemas/session.ts';
import type { History } from '../../spec/vectors/history.ts';
import { startApi, type Api } from '../mock-server/support/api.ts';
import { vectors } from './support/files.ts';

const { histories } = vectors<{ histories: readonly History[] }>('histories.json');

async function play(api: Api, { steps }: History): Promise<void> {
  for (const { operation, body } of steps) {
    const { status, text } = await api.post(operations[operation].path, body);
    expect(status, text).toBe(operations[operation].success.status);
  }
}

async function sessionOf(api: Api, { expected }: History): Promise<unknown> {
  const path = operations.getSession.path.replace('{id}', encodeURIComponent(expected.id));
  return (await api.get(path)).body;
}

describe('each alone', () => {
  test.each(histories)('$name: $because', async (history) => {
    const api = startApi();
    await play(api, history);
    expect(SessionDetail.safeParse(history.expected).error).toBeUndefined();
    expect(await sessionOf(api, history)).toEqual(history.expected);
  });
});

test('all of them, sent to one organisation, whatever their order', async () => {
  const api = startApi();
  for (const history of histories.toReversed()) await play(api, history);
  for (const history of histories) {
    expect(await sessionOf(api, history), history.name).toEqual(history.expected);
  }
});

test('each sent twice, which changes nothing', async () => {
  const api = startApi();
  for (const history of histories) {
    await play(api, history);
    await play(api, history);
    expect(await sessionOf(api, history), history.name).toEqual(history.expected);
  }
});

test('every rule is there, and each name once', () => {
  const text = histories.map(({ because }) => because).join('\n');
  for (const rule of [1, 2, 3, 4, 5, 6, 7]) expect(text).toContain(`Rule ${rule}:`);
  expect(new Set(histories.map(({ name }) => name)).size).toBe(histories.length);
});
