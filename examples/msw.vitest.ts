// A page's own tests, with MSW: the code under test calls the real URL, and the whole pipeline answers.
//
//   npx vitest run examples/msw.vitest.ts
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { quintHandlers } from '@quint-security/contract/msw';

const quint = quintHandlers();
const msw = setupServer(...quint);
beforeAll(() => msw.listen({ onUnhandledRequest: 'error' }));
afterEach(async () => {
  msw.resetHandlers();
  await quint.reset();
});
afterAll(async () => {
  msw.close();
  await quint.close();
});

/** What is tested, and what would be imported: it knows nothing of MSW, nor of our client. */
async function statusLine(session: string): Promise<string> {
  const response = await fetch(`https://api.quintai.dev/v1/sessions/${session}`, {
    headers: { authorization: 'Bearer qt_deploy_YOUR_TOKEN' },
  });
  if (!response.ok) return `error ${response.status}`;
  const { state, risk_summary } = await response.json();
  return `${state}, ${risk_summary.total_events} events`;
}

const SESSION = '59247-1777085379101';

test('shows the session as the pipeline left it', async () => {
  await quint.seed({
    reports: [
      { event_type: 'session_start', session_id: SESSION, started_at: '2026-04-25T03:09:11Z' },
      { event_type: 'session_end', session_id: SESSION, ended_at: '2026-04-25T03:54:02Z' },
    ],
  });
  await quint.waitFor({ session: SESSION, state: 'ended' });
  expect(await statusLine(SESSION)).toBe('ended, 0 events');
});

test('shows an error, and says what was asked for', async () => {
  msw.use(quint.getSession(({ refuse }) => refuse('not_found')));
  expect(await statusLine(SESSION)).toBe('error 404');
  const [last] = quint.journal.forOperation('getSession');
  expect(last?.request.params).toEqual({ id: SESSION });
});

test('survives an API that is busy', async () => {
  quint.faults.add({ match: { operation: 'getSession' }, status: 429, times: 1 });
  expect(await statusLine(SESSION)).toBe('error 429');
  expect(await statusLine(SESSION)).toBe('error 404');
});
