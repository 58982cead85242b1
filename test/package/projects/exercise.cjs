// What every project does with the entries, however it loaded them. Answers with what it found.
module.exports = async function exercise({ client, live, forwarder, schemas, mock, msw, verify }) {
  const server = mock.createMockServer();
  const listening = await mock.listen(server, { port: 0 });
  const { service: token, jwt } = await server.tokens();
  const api = { baseUrl: listening.url, token };
  const quint = client.createQuintClient(api);

  const edge = forwarder.createForwarder({ ...api, path: 'overflow.jsonl' });
  edge.enqueue({
    schema_version: 2,
    timestamp: '2026-04-25T03:09:32.138Z',
    source: 'proxy',
    platform: 'cursor',
    action_type: 'tools/call',
    session_id: 's',
    agent_id: 'a',
  });
  const forwarded = await edge.close();
  const withJwt = client.createQuintClient({ ...api, token: jwt });
  const { risk_summary } = await withJwt.getSession('s');
  const messages = live.live(quint, { lastEventId: '0' })[Symbol.asyncIterator]();
  const { value: first } = await messages.next();
  await messages.return?.();
  const missing = await quint.getSession('none').catch((error) => error);

  await listening.close();
  await server.close();
  return {
    health: typeof quint.health,
    eventsPerBatch: client.LIMITS.eventsPerBatch,
    forwarded,
    events: risk_summary.total_events,
    first: first.type,
    missing: [client.QuintError.is(missing), missing.code],
    schema: schemas.QuintEvent.safeParse({}).success,
    functions: [msw.quintHandlers, verify.verify, mock.Queue, mock.Topic, mock.VirtualClock].map(
      (each) => typeof each,
    ),
  };
};
