import { describe, expect, test } from 'vitest';
import { operations } from '../../spec/operations.ts';
import type { QuintEvent } from '../../spec/schemas/event.ts';
import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import type { NextYearAnswer } from '../../spec/vectors/next-year.ts';
import { QuintError } from '../../src/index.ts';
import { startApi } from '../mock-server/support/api.ts';
import { json, rejection, stub } from '../src/client/support.ts';
import { vectors } from './support/files.ts';

const { event, kept, reports, answers, error } = vectors<{
  readonly event: QuintEvent;
  readonly kept: readonly string[];
  readonly reports: readonly SessionReport[];
  readonly answers: readonly NextYearAnswer[];
  readonly error: { readonly status: number; readonly body: { readonly code: string } };
}>('next-year.json');

test('there is something in it that today’s contract does not know', () => {
  expect(kept.length).toBeGreaterThan(3);
  expect(Object.keys(event)).toEqual(expect.arrayContaining([...kept]));
});

describe('a server', () => {
  test('takes events, keeps all of them, and hands them on by every way', async () => {
    const api = startApi();
    expect((await api.ingest(event)).body).toEqual({ ingested: 1, duplicates: 0 });
    const record = (await api.get(`/v1/events/${event.event_id}`)).body;
    expect(record).toMatchObject(event);
    const lists = [
      operations.listSessionEvents.path.replace('{id}', event.session_id),
      `${operations.listEvents.path}?decision=${event.decision}`,
      `${operations.listEvents.path}?action_type=${event.action_type}`,
    ];
    for (const path of lists) expect((await api.get(path)).body.events).toEqual([record]);
  });

  test('takes reports, and shows the platform', async () => {
    const api = startApi();
    for (const report of reports) {
      expect((await api.report(report)).body).toEqual({ ok: true });
      const path = operations.getSession.path.replace('{id}', report.session_id);
      expect((await api.get(path)).body.platform).toBe(report.platform);
    }
  });
});

describe('a client', () => {
  test.each(answers)('hands on what $operation answers', async ({ operation, params, body }) => {
    const { client } = stub(() => json(body));
    const call = client[operation] as (...args: readonly string[]) => Promise<unknown>;
    expect(await call(...params)).toEqual(body);
  });

  test('hands on an error of a code that it does not know', async () => {
    const { client } = stub(() => json(error.body, { status: error.status }));
    const thrown = await rejection(client.listSessions());
    expect(QuintError.is(thrown)).toBe(true);
    expect(thrown).toMatchObject({ status: error.status, code: error.body.code });
  });
});
