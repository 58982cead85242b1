import { randomUUID } from 'node:crypto';

/**
 * Makes events that share nothing with each other, as those of a real producer: what keeps an event
 * keeps all of it.
 */
export function eventMaker(events) {
  const texts = events.map((event) => JSON.stringify(event));
  let next = 0;
  return (count) =>
    Array.from({ length: count }, () => ({
      ...JSON.parse(texts[next++ % texts.length]),
      event_id: randomUUID(),
    }));
}
