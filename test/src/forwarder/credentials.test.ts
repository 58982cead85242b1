import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { accept, Lab, newEvent, problem, until, type Answering } from './support/lab.ts';

const HOUR = 3_600_000;

/** Takes events with one token only. */
const guarded =
  (good: string, status = 401): Answering =>
  (sent, nth) =>
    sent.authorization === `Bearer ${good}` ? accept(sent, nth) : problem(status);

describe('the token', () => {
  test('may be a function, asked before each try', async () => {
    let asked = 0;
    const lab = new Lab((sent, nth) => (nth < 3 ? problem(503) : accept(sent, nth)), {
      token: async () => `token-${++asked}`,
    });
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    expect(lab.sent.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-3',
    ]);
  });

  test('is that of the environment by default, and none where there is none', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const lab = new Lab();
    for (const variable of ['qt_deploy_env', '']) {
      vi.stubEnv('QUINT_DEPLOY_TOKEN', variable);
      const forwarder = lab.another({ token: undefined });
      forwarder.enqueue(newEvent('a'));
      await forwarder.flush();
    }
    expect(lab.sent.map(({ authorization }) => authorization)).toEqual([
      'Bearer qt_deploy_env',
      null,
    ]);
  });

  test.each<[string, () => string | Promise<string>, string]>([
    [
      'throws',
      () => {
        throw new Error('the vault is sealed');
      },
      'the vault is sealed',
    ],
    ['rejects', () => Promise.reject(new Error('the vault is sealed')), 'the vault is sealed'],
    ['rejects with no Error', () => Promise.reject('sealed'), 'sealed'],
    [
      'gives one with a line break',
      () => 'qt_deploy_1\n',
      'token (or QUINT_DEPLOY_TOKEN) has a space, a line break or a character outside ASCII: trim it',
    ],
  ])('function that %s is a try that failed: told, and made again', async (_, token, message) => {
    let isWell = false;
    const lab = new Lab(accept, { token: () => (isWell ? 'good' : token()) });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    expect(lab.sent).toEqual([]);
    expect(lab.errors.map((error) => error.message)).toEqual([message]);
    isWell = true;
    await lab.clock.advance(10_000);
    expect(lab.sent.map(({ authorization }) => authorization)).toEqual(['Bearer good']);
  });

  test('function that never answers is a try that failed, after the timeout', async () => {
    const lab = new Lab(accept, { timeout: 20, token: () => new Promise<never>(() => {}) });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    await until(() => lab.errors.length > 0);
    expect(lab.errors[0]!.message).toBe('no token within 20 ms');
    expect(lab.sent).toEqual([]);
  });

  test('function that never answers does not hold up close', async () => {
    const lab = new Lab(accept, { token: () => new Promise<never>(() => {}) });
    lab.enqueue('a');
    const closed = lab.forwarder.close({ timeout: 2_000 });
    await lab.clock.advance(2_000);
    expect(await closed).toMatchObject({ spilled: 1 });
  });
});

describe.each([401, 403])('a token that is refused with %i', (status) => {
  test('is shown a few times an hour, not more, however much comes', async () => {
    const lab = new Lab(guarded('new', status), { token: 'old' });
    for (let minute = 0; minute < 60; minute++) {
      for (let nth = 0; nth < 600; nth++) lab.enqueue('a');
      await lab.clock.advance(60_000);
    }
    expect(lab.sent.length).toBeGreaterThan(5);
    expect(lab.sent.length).toBeLessThan(15);
    expect(lab.forwarder.stats()).toMatchObject({ enqueued: 36_000, spilled: 36_000, rejected: 0 });
  });

  test('is shown no more when the function gives another one: the next try succeeds', async () => {
    let token = 'old';
    const lab = new Lab(guarded('new', status), { token: () => token });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['a']]);
    token = 'new';
    await lab.clock.advance(1_000);
    expect(lab.batches).toEqual([['a'], ['a']]);
    expect(lab.told).toEqual(['delivered 1']);
  });

  test('costs nothing of what came: it waits in the buffer, then in the file', async () => {
    let token = 'old';
    const lab = new Lab(guarded('new', status), { token: () => token });
    lab.enqueue('a');
    await lab.clock.advance(10_000);
    lab.enqueue('b');
    expect(lab.forwarder.stats()).toMatchObject({ inFlight: 1, buffered: 1, spilled: 0 });
    await lab.clock.advance(HOUR);
    expect(lab.inFile).toEqual(['a', 'b']);
    token = 'new';
    await lab.clock.advance(300_000);
    expect(lab.batches.at(-1)).toEqual(['a', 'b']);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 2 });
  });

  test('is shown again when somebody flushes', async () => {
    let good = 'new';
    const lab = new Lab((sent, nth) => guarded(good, status)(sent, nth), { token: 'old' });
    lab.enqueue('a');
    await lab.clock.advance(HOUR);
    good = 'old';
    await lab.forwarder.flush();
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1 });
  });

  test('and then taken after all is a good one', async () => {
    let good = 'new';
    const lab = new Lab((sent, nth) => guarded(good, status)(sent, nth), { token: 'old' });
    lab.enqueue('a');
    await lab.clock.advance(1_000);
    good = 'old';
    await lab.forwarder.flush();
    lab.enqueue('b');
    await lab.clock.advance(1_000);
    expect(lab.told).toEqual(['delivered 1', 'delivered 1']);
  });

  test('is shown again after 5 minutes, for it may have been made good', async () => {
    let good = 'new';
    const lab = new Lab((sent, nth) => guarded(good, status)(sent, nth), { token: 'old' });
    lab.enqueue('a');
    await lab.clock.advance(HOUR);
    good = 'old';
    await lab.clock.advance(600_000);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1 });
  });

  test.each([-HOUR, HOUR])('and when the clock is set by %i ms, not much later', async (step) => {
    let good = 'new';
    const lab = new Lab((sent, nth) => guarded(good, status)(sent, nth), { token: 'old' });
    lab.enqueue('a');
    await lab.clock.advance(HOUR);
    lab.clock.step(step);
    good = 'old';
    await lab.clock.advance(600_000);
    expect(lab.forwarder.stats()).toMatchObject({ delivered: 1 });
  });
});
