import { expect, test } from 'vitest';
import { agentTraffic } from '../../../../mock-server/index.ts';

test('the same seed gives the same day, another seed another', () => {
  expect(agentTraffic({ seed: 3 })).toEqual(agentTraffic({ seed: 3 }));
  expect(agentTraffic({ seed: 3 })).not.toEqual(agentTraffic({ seed: 4 }));
});

test('the day has sub-agents, bursts, deliveries out of order and deliveries twice', () => {
  const events = agentTraffic().flatMap((each) => (each.kind === 'events' ? each.events : []));
  const ids = events.map((event) => event.event_id);
  const outOfOrder = events.filter(
    (event, index) =>
      event.session_id === events[index - 1]?.session_id &&
      event.timestamp < events[index - 1]!.timestamp,
  );
  expect(new Set(events.map(({ platform }) => platform)).size).toBeGreaterThan(2);
  expect(events.some(({ session_id }) => session_id.includes(':sub:'))).toBe(true);
  expect(new Set(ids).size).toBeLessThan(ids.length);
  expect(outOfOrder.length).toBeGreaterThan(0);
});

test('a calm day has no command in it, and nothing blocked', () => {
  const events = agentTraffic({ calm: true }).flatMap((each) =>
    each.kind === 'events' ? each.events : [],
  );
  expect(new Set(events.map(({ tool_name }) => tool_name))).toEqual(
    new Set(['Read', 'Grep', 'Edit']),
  );
  expect(new Set(events.map(({ decision }) => decision))).toEqual(new Set(['allow']));
});
