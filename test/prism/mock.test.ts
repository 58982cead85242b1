// Prism's own mock serves the document alone: the client works against it, and what it answers is what
// the schemas say.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQuintClient } from '@quint-security/contract';
import { ERROR_CODES } from '../../spec/errors.ts';
import { EVENT } from '../../spec/examples.ts';
import { operations, type Operation } from '../../spec/operations.ts';
import { CALLABLE, CALLS } from './support/calls.ts';
import { startPrism, type Prism } from './support/prism.ts';

let prism: Prism;
beforeAll(async () => void (prism = await startPrism('mock')));
afterAll(() => prism.stop());

test.each(CALLABLE)('%s', async (id) => {
  const { safe } = createQuintClient({ baseUrl: prism.url, token: 'qt_deploy_any', retry: false });
  const { success }: Operation = operations[id];
  const there = { session: EVENT.session_id, event: EVENT.event_id, token: EVENT.event_id };
  const { data, error, response } = await CALLS[id](safe, there);
  expect(error).toBeUndefined();
  expect(response!.status).toBe(success.status);
  if (success.schema) success.schema.parse(data);
  else expect(data).toBeUndefined();
});

test('and it refuses what the document forbids', async () => {
  const { safe } = createQuintClient({ baseUrl: prism.url, token: 'qt_deploy_any', retry: false });
  const { error } = await safe.ingestEvents({ events: [] });
  expect(error?.status).toBe(400);
  expect(ERROR_CODES).toHaveProperty(error!.code);
});
