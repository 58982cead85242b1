// A forwarder in a process of its own, that says on file descriptor 3 what becomes of its events.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createForwarder } from '../../../src/forwarder/index.ts';
import { numbered, numberOf } from '../numbered.ts';
import type { ForwarderPlan, Told } from '../told.ts';

const { options, first, total, burst, pause, bytes, session, end, closeTimeout } = JSON.parse(
  process.argv[2]!,
) as ForwarderPlan;

/** Written when this returns: what was said is not lost when the process is killed. */
function tell(told: Told): void {
  const line = Buffer.from(`${JSON.stringify(told)}\n`);
  for (let written = 0; written < line.length;) written += writeSync(3, line, written);
}

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

const forwarder = createForwarder({ token: 'qt_deploy_YOUR_TOKEN', ...options });
for (const what of ['delivered', 'spilled', 'recovered'] as const) {
  forwarder.on(what, ({ events }) => tell([what, events.map(numberOf)]));
}
forwarder.on('dropped', ({ events, reason, count }) => {
  tell(['dropped', events.map(numberOf), reason, count]);
});
forwarder.on('rejected', ({ event, reason }) => tell(['rejected', [numberOf(event)], reason]));
forwarder.on('error', ({ message }) => tell(['error', message]));
tell(['ready']);

for (let given = 0; given < (total ?? Infinity) && !stop.signal.aborted;) {
  const numbers: number[] = [];
  while (numbers.length < burst && given < (total ?? Infinity)) numbers.push(first + given++);
  tell(['given', numbers]);
  for (const number of numbers) forwarder.enqueue(numbered(number, session, bytes));
  if (end === 'nothing' && given === total) break;
  await sleep(pause);
}

if (end === 'drain') {
  do {
    await forwarder.flush();
    await sleep(1);
  } while (
    !stop.signal.aborted &&
    forwarder.flows().overflow.bytes + forwarder.stats().buffered > 0
  );
}
if (end !== 'nothing') {
  const began = performance.now();
  const report = await forwarder.close({ timeout: closeTimeout });
  const ms = performance.now() - began;
  tell(['closed', { report, stats: forwarder.stats(), flows: forwarder.flows(), ms }]);
}
