// Sends events in one of the ways, in a process of its own: no other way's code or garbage disturbs it.
// The events come in waves that every client's queue can hold, so that none has to drop.
import { contenders } from './contenders.mjs';
import { eventMaker } from './events.mjs';

/** Calls between two looks at the clock, so that the look costs nothing. */
const BLOCK = 100;

process.once('message', async ({ name, url, events, wave, warmUp, waves }) => {
  const contender = await contenders[name](url);
  const make = eventMaker(events);
  for (let nth = 0; nth < warmUp; nth++) await deliver(contender, make(wave));

  const enqueue = [];
  let cpu = 0;
  let ms = 0;
  for (let nth = 0; nth < waves; nth++) {
    const figures = await deliver(contender, make(wave));
    enqueue.push(...figures.enqueue);
    cpu += figures.cpu;
    ms += figures.ms;
  }
  await contender.close();
  const sent = waves * wave;
  process.send({ enqueue, cpu: cpu / sent, rate: (sent * 1000) / ms }, () => process.exit());
});

/** From the first `enqueue` to the acknowledgement of the last event. The making of events is not in it. */
async function deliver(contender, events) {
  contender.prepare?.(events);
  const enqueue = [];
  const usageBefore = process.cpuUsage();
  const began = performance.now();
  let from = began;
  for (let at = 0; at < events.length;) {
    for (const end = at + BLOCK; at < end; at++) {
      contender.enqueue(events[at]);
      // A producer keeps nothing of what it has given away.
      events[at] = undefined;
    }
    const to = performance.now();
    enqueue.push(((to - from) * 1e6) / BLOCK);
    from = to;
  }
  await contender.flush();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(usageBefore);
  return { enqueue, cpu: user + system, ms };
}
