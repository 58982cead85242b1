import { expect, test } from 'vitest';
import { startApi } from '../support/api.ts';
import { event } from '../support/samples.ts';

test.each([0, 100, 42])('a score that was sent is kept: %i', async (risk_score) => {
  const api = startApi();
  const sent = event({ risk_score, tool_name: 'Bash' });
  await api.ingest(sent);
  expect((await api.get(`/v1/events/${sent.event_id}`)).body.risk_score).toBe(risk_score);
});

test('an event without one is scored', async () => {
  const api = startApi();
  const sent = event({ tool_name: 'Bash', arguments_json: 'sudo' });
  await api.ingest(sent);
  expect((await api.get(`/v1/events/${sent.event_id}`)).body.risk_score).toBe(100);
});
