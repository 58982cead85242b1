// Servers that keep the contract in another way than the mock does: none of them may be accused.
import { expect, test } from 'vitest';
import { LIMITS } from '../../../../spec/limits.ts';
import { operations } from '../../../../spec/operations.ts';
import { ERROR_CODES } from '../../../../spec/errors.ts';
import { verify, type Report, type VerifyOptions } from '../../../../src/verify/index.ts';
import { startMock } from '../../../mock-server/support/api.ts';
import { answers, asks, bodyOf, instead, json, type Json } from '../mutants/rewriting.ts';
import type { Serve } from '../mutants/mutant.ts';
import { fetchOf, foreign } from './support/foreign.ts';
import { lagging } from './support/lagging.ts';

const failuresOf = ({ results }: Report) =>
  results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id, findings }) => {
      const { expected, actual } = findings.find(({ level }) => level === 'failure')!;
      return `${id}: expected ${expected}, but ${actual}`;
    });

/** Each of them carries out all of the suite, some cases by waiting. */
const TIMEOUT_MS = 60_000;

test('a server whose reads lag behind passes, strict', { timeout: TIMEOUT_MS }, async () => {
  const [mock, replica] = [startMock(), startMock()];
  const options = await foreign(mock);
  const serve = await lagging(mock, replica, options.otherToken, 40);
  const report = await verify({ ...options, fetch: fetchOf(serve), strict: true });
  expect(failuresOf(report)).toEqual([]);
  expect(report.counts).toMatchObject({ warned: 0, failed: 0, skipped: 0 });
});

/** What `serve` does, each change around those before it. */
const changed = (serve: Serve, ...changes: readonly ((serve: Serve) => Serve)[]) =>
  changes.reduce((inner, change) => change(inner), serve);

/** Only what the product's pages show of a record. */
const shown = ({ id, session_id, agent_id, ...record }: Json, isOfSession = false) => ({
  id,
  ...(!isOfSession && { session_id, agent_id, decision: record['decision'] }),
  action_type: record['action_type'] === 'tools/call' ? 'TOOL_CALL' : record['action_type'],
  ...(record['tool_name'] !== null && { tool_name: record['tool_name'] }),
  arguments: ['some'],
  risk_score: record['risk_score'],
  timestamp: new Date(String(record['timestamp'])).toISOString().replace('Z', '+00:00'),
});

/** A server that has decided all else differently than contract.md. */
const decidedElse = (serve: Serve) =>
  changed(
    serve,
    // Lists without pages, and in an order of their own.
    instead(
      ['listEvents', 'listSessions', 'listSessionChildren', 'listSessionEvents'],
      async ({ request, operation }, next) => {
        const url = new URL(request.url);
        url.searchParams.delete('cursor');
        url.searchParams.set('limit', String(LIMITS.page.max));
        const { headers, signal } = request;
        const response = await next(new Request(url, { headers, signal }));
        if (!response.ok) return response;
        const { next_cursor: _, ...page } = (await response.json()) as Json;
        const isOrdered = operation === 'listSessionEvents';
        for (const value of Object.values(page)) if (!isOrdered) (value as unknown[]).reverse();
        return json(200, page, response.headers);
      },
    ),
    answers('getEvent', (record) => shown(record as Json)),
    answers('listEvents', ({ events }) => ({ events: events.map((each) => shown(each as Json)) })),
    answers('listSessionEvents', ({ events }) => ({
      events: events.map((each) => shown(each as Json, true)),
    })),
    answers('listSessionChildren', ({ children }) => ({
      children: children.map((child) => ({ ...child, signing_id: undefined })),
    })),
    answers('getEventStats', () => ({ events: 3 })),
    answers(['health', 'ready'], () => 'OK'),
    // It knows tokens of one kind.
    asks('createToken', ({ name }) => (name === undefined ? {} : { name })),
    answers('createToken', ({ id, name, token, created_at }) => ({ id, name, token, created_at })),
    instead('all', async ({ request, operation }, next) => {
      if (operation === 'listAlerts') return json(404, { error: 'no such path' });
      const response = await next(request);
      const headers = new Headers();
      const type = response.headers.get('content-type');
      if (type) headers.set('content-type', type);
      const { status } = response;
      if (status >= 400) return refused(status);
      // Nothing is documented of what an ingest answers.
      if (operation === 'ingestEvents') return new Response(null, { status: 202 });
      const isCreated = operations[operation].success.status === 201;
      return new Response(response.body, { status: isCreated ? 200 : status, headers });
    }),
  );

/** Refusals with the status that another server would choose, and a body that a proxy would write. */
function refused(status: number): Response {
  const { validation_failed, payload_too_large, insufficient_permissions } = ERROR_CODES;
  if (status === validation_failed.status) return json(422, { message: 'no' });
  if (status === insufficient_permissions.status) return json(401, { error: 'unauthorized' });
  if (status === payload_too_large.status) return new Response('<html>', { status });
  return json(status, { error: 'no' });
}

/** Verifies such a server. */
async function verifyElse(options: Pick<VerifyOptions, 'only' | 'timeout'>): Promise<Report> {
  const mock = startMock();
  const fetch = fetchOf(decidedElse((request) => mock.fetch(request)));
  return verify({ ...(await foreign(mock)), fetch, ...options });
}

test(
  'a server that differs in all that is merely decided passes, with warnings',
  { timeout: TIMEOUT_MS },
  async () => {
    const { results, counts } = await verifyElse({ timeout: 1_000 });
    expect(counts.warned).toBeGreaterThan(100);
    // On a busy machine an answer may have taken longer than that.
    const only = results.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
    if (only.length === 0) return;
    const again = await verifyElse({ only, timeout: 10_000 });
    expect(failuresOf(again)).toEqual([]);
  },
);

const OWN_SCORE = 7;

/** A server that scores all events alike, shows children in other forms, and lacks what none must have. */
const lackingMuch = (serve: Serve) =>
  changed(
    serve,
    answers(['getSession'], ({ risk_summary, children, ...session }) => {
      const { total_events } = risk_summary;
      const risk = total_events > 0 ? OWN_SCORE : 0;
      return {
        ...session,
        // Some by their ids alone.
        children: children.map(({ id, state }, index) => (index % 2 === 0 ? id : { id, state })),
        risk_summary: { total_events, max_risk: risk, avg_risk: risk },
      };
    }),
    answers('getEvent', (event) => ({ ...event, risk_score: OWN_SCORE })),
    answers('listSessionEvents', ({ events, ...page }) => ({
      ...page,
      events: events.map((event) => ({ ...event, risk_score: OWN_SCORE })),
    })),
    instead(['stream', 'rotateToken', 'revokeToken'], async () =>
      json(404, { error: 'no such path' }),
    ),
    instead('createToken', async ({ request }, next) =>
      'type' in ((await bodyOf(request)) ?? {})
        ? json(422, { error: 'it mints service tokens alone' })
        : next(request),
    ),
  );

test(
  'a server with scores and children of its own, that lacks what is decided, passes with warnings',
  { timeout: TIMEOUT_MS },
  async () => {
    const mock = startMock();
    const fetch = fetchOf(lackingMuch((request) => mock.fetch(request)));
    const called = ['createToken', 'rotateToken', 'revokeToken', 'registerMachine', 'stream'];
    const topics = ['pipeline', 'children', 'histories', 'isolation', 'success'];
    const report = await verify({
      ...(await foreign(mock)),
      fetch,
      only: [...called.map((id) => `${id}/`), ...topics.map((topic) => `*/${topic}*`)],
      timeout: 2_000,
    });
    expect(failuresOf(report)).toEqual([]);
    const outcomes = new Map(report.results.map(({ id, outcome }) => [id, outcome]));
    for (const id of [
      'getSession/children/of-each-state',
      'getSession/histories/documented-a-child',
      'getSession/pipeline/risk-summary',
      'registerMachine/tokens/at-once',
      'revokeToken/tokens/revoked',
      'rotateToken/tokens/rotated',
      'stream/live/session',
    ]) {
      expect([id, outcomes.get(id)]).toEqual([id, 'warned']);
    }
  },
);
