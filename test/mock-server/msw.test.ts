import { http } from 'msw';
import { setupServer } from 'msw/node';
import { expect, test } from 'vitest';
import { createMockServer } from '../../mock-server/index.ts';

test('the server is a function: behind MSW, what is posted can be read back', async () => {
  await using mock = createMockServer();
  const msw = setupServer(http.all('http://quint.test/*', ({ request }) => mock.fetch(request)));
  msw.listen({ onUnhandledRequest: 'error' });
  const headers = {
    authorization: 'Bearer qt_deploy_YOUR_TOKEN',
    'content-type': 'application/json',
  };
  try {
    const posted = await fetch('http://quint.test/v1/sessions/ingest', {
      method: 'POST',
      headers,
      body: '{"session_id":"s1","state":"idle","timestamp":"2026-04-12T14:00:00Z"}',
    });
    const read = await fetch('http://quint.test/v1/sessions/s1', { headers });
    expect([posted.status, read.status]).toEqual([200, 200]);
    expect(await read.json()).toMatchObject({ id: 's1', state: 'idle' });
  } finally {
    msw.close();
  }
});
