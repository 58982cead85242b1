import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { QuintEvent } from '../../../generated/types.ts';
import { serve } from '../client/support.ts';
import { linesOf, namesOf } from './support/lab.ts';
import { newHome, run, start } from './support/program.ts';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

const inFile = (path: string) => namesOf(linesOf(path) as QuintEvent[]);

/** A server that takes everything, and what it got. */
async function taking() {
  const names: string[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { events } = JSON.parse(Buffer.concat(chunks).toString()) as { events: QuintEvent[] };
    names.push(...namesOf(events));
    response.end('{}');
  });
  return { url, names };
}

describe('a process that closes nothing', () => {
  // Segment delayed the exit by 10 s: https://github.com/segmentio/analytics-node/issues/102
  // and lost the last events: https://github.com/apify/apify-mcp-server/pull/1051
  test('ends by itself, at once; what was in memory is in the file, for the owner alone', async () => {
    const { code, stdout, stderr, path } = await run(
      `const forwarder = createForwarder({ ...options, flushInterval: 60_000 });
       forwarder.enqueue(newEvent('a'));
       forwarder.enqueue(newEvent('b'));
       const began = performance.now();
       process.on('exit', () => console.log(performance.now() - began));`,
      NOWHERE,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(Number(stdout)).toBeLessThan(10_000);
    expect(inFile(path)).toEqual(['a', 'b']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test('in the middle of an outage ends at once, too, and has lost nothing', async () => {
    const { code, stdout, path } = await run(
      `const forwarder = createForwarder({ ...options, flushInterval: 1, retry: { baseDelay: 60_000 } });
       forwarder.on('error', () => {
         forwarder.enqueue(newEvent('later'));
         const began = performance.now();
         process.once('exit', () => console.log(performance.now() - began));
       });
       forwarder.enqueue(newEvent('a'));
       await new Promise((resolve) => setTimeout(resolve, 50));`,
      NOWHERE,
    );
    expect(code).toBe(0);
    expect(Number(stdout)).toBeLessThan(10_000);
    expect(inFile(path)).toEqual(['a', 'later']);
  });

  test('ends by an exception: what was captured just before is in the file', async () => {
    const { code, stderr, path } = await run(
      `const forwarder = createForwarder(options);
       forwarder.enqueue(newEvent('the cause'));
       throw new Error('of the program');`,
      NOWHERE,
    );
    expect(code).toBe(1);
    expect(stderr).toContain('of the program');
    expect(inFile(path)).toEqual(['the cause']);
  });

  test('ends by process.exit, with its code, while a request is under way: that batch is in the file', async () => {
    const url = await serve(() => {});
    const { code, path } = await run(
      `const forwarder = createForwarder({ ...options, batchSize: 2 });
       for (const name of ['a', 'b', 'c']) forwarder.enqueue(newEvent(name));
       const wait = () => forwarder.stats().inFlight === 2 ? process.exit(7) : setTimeout(wait, 1);
       wait();`,
      url,
    );
    expect(code).toBe(7);
    expect(inFile(path)).toEqual(['a', 'b', 'c']);
  });

  test('waits for a request that is under way, for as long as one may take, and not for its retry', async () => {
    const url = await serve(() => {});
    const { code, path } = await run(
      `const forwarder = createForwarder({ ...options, batchSize: 1, timeout: 200 });
       forwarder.enqueue(newEvent('a'));`,
      url,
    );
    expect(code).toBe(0);
    expect(inFile(path)).toEqual(['a']);
  });

  test('and cannot write, for a file is in the way of the folder, ends as it would have', async () => {
    const home = newHome();
    writeFileSync(join(home, '.quint'), '');
    const { code, stdout, stderr } = await run(
      `const forwarder = createForwarder(options);
       forwarder.on('error', ({ message }) => console.log(message));
       forwarder.enqueue(newEvent('a'));
       process.exitCode = 5;`,
      NOWHERE,
      home,
    );
    expect([code, stderr]).toEqual([5, '']);
    expect(stdout).toMatch(/^E(EXIST|NOTDIR)/);
  });

  test('leaves nothing behind where it had nothing', async () => {
    const { code, stderr, path } = await run('createForwarder(options);', NOWHERE);
    expect([code, stderr]).toEqual([0, '']);
    expect(() => statSync(dirname(path))).toThrow(/ENOENT/);
  });

  test('is followed by one that sends what it left, first, and needs no new event for that', async () => {
    const home = newHome();
    await run(`createForwarder(options).enqueue(newEvent('a'));`, NOWHERE, home);
    const server = await taking();
    const { code, path } = await run(
      `const forwarder = createForwarder({ ...options, flushInterval: 1 });
       const alive = setInterval(() => {}, 1000);
       await new Promise((resolve) => forwarder.on('delivered', resolve));
       clearInterval(alive);
       forwarder.enqueue(newEvent('b'));
       await forwarder.flush();`,
      server.url,
      home,
    );
    expect(code).toBe(0);
    expect(server.names).toEqual(['a', 'b']);
    expect(inFile(path)).toEqual([]);
  });
});

describe('a process that waits', () => {
  test('for close stays alive until everything is sent', async () => {
    const server = await taking();
    const { code, stdout } = await run(
      `const forwarder = createForwarder(options);
       for (let nth = 0; nth < 1200; nth++) forwarder.enqueue(newEvent('a'));
       console.log(JSON.stringify(await forwarder.close()));`,
      server.url,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ delivered: 1_200, spilled: 0, dropped: 0, rejected: 0 });
    expect(server.names).toHaveLength(1_200);
  });

  // PostHog hung in shutdown: https://github.com/PostHog/posthog-js/issues/1522
  test('for close in an outage is done within its timeout, with everything in the file', async () => {
    const { code, stdout, path } = await run(
      `const forwarder = createForwarder(options);
       for (let nth = 0; nth < 1200; nth++) forwarder.enqueue(newEvent('a'));
       const began = performance.now();
       const { spilled } = await forwarder.close({ timeout: 2000 });
       console.log(spilled, performance.now() - began);`,
      NOWHERE,
    );
    expect(code).toBe(0);
    const [spilled, took] = stdout.split(' ').map(Number);
    expect(spilled).toBe(1_200);
    // And a moment for the files, on a busy machine.
    expect(took).toBeLessThan(5_000);
    expect(inFile(path)).toHaveLength(1_200);
  });

  test('for close, where the server never answers, is done within its timeout', async () => {
    const url = await serve(() => {});
    const { code, stdout, path } = await run(
      `const forwarder = createForwarder(options);
       forwarder.enqueue(newEvent('a'));
       console.log((await forwarder.close({ timeout: 300 })).spilled);`,
      url,
    );
    expect([code, stdout]).toEqual([0, '1\n']);
    expect(inFile(path)).toEqual(['a']);
  });

  test('for flush stays alive through the retries', async () => {
    let nth = 0;
    const url = await serve((_, response) => {
      response.statusCode = ++nth < 3 ? 503 : 204;
      response.end();
    });
    const { code, stdout } = await run(
      `const forwarder = createForwarder({ ...options, retry: { baseDelay: 20 } });
       forwarder.enqueue(newEvent('a'));
       console.log((await forwarder.flush()).delivered);`,
      url,
    );
    expect([code, stdout]).toEqual([0, '1\n']);
  });
});

test('a process that is killed loses only what was in memory: what was told as spilled is sent by the next one', async () => {
  const home = newHome();
  const program = await start(
    `const forwarder = createForwarder({ ...options, retry: { attempts: 0 } });
     forwarder.on('spilled', () => { forwarder.enqueue(newEvent('lost')); console.log('spilled'); });
     forwarder.enqueue(newEvent('a'));
     forwarder.enqueue(newEvent('b'));
     await forwarder.flush();
     setInterval(() => {}, 1000);`,
    NOWHERE,
    home,
  );
  await program.prints('spilled');
  program.kill('SIGKILL');
  await program.ended;
  const server = await taking();
  await run('await createForwarder(options).close();', server.url, home);
  // Of what came after them, something may have reached the file before the kill.
  expect(server.names.slice(0, 2)).toEqual(['a', 'b']);
});
