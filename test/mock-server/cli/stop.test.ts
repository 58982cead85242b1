import { describe, expect, test } from 'vitest';
import { apiOf, type Api } from '../support/api.ts';
import { event } from '../support/samples.ts';
import { Command } from './support.ts';

const ARGS = ['--port', '0', '--json'];

async function apiOfCommand(command: Command): Promise<Api & { url: string }> {
  const { url, tokens } = await command.readyLine();
  return { ...apiOf({ url }, tokens['service']), url };
}

/** Resolves when the command takes no more connections. */
async function refuses(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}/health`);
    } catch {
      return;
    }
  }
}

/** Leaves one message that waits for a clock that stands still, and one whose processor failed. */
async function getStuck(api: Api): Promise<void> {
  for (const fault of [
    { match: { queue: 'quint-events-pipeline' }, delay_ms: 60_000 },
    { match: { queue: 'quint-events-sessions' }, fail: 'out of order' },
  ]) {
    expect((await api.post('/_mock/faults', fault)).status).toBeLessThan(300);
  }
  expect((await api.ingest(event())).status).toBe(200);
}

const FROZEN = [...ARGS, '--clock', '2026-01-01T00:00:00Z'];

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it with exit code 0, kept-alive connections or not',
    async (signal) => {
      await using command = new Command(ARGS);
      const api = await apiOfCommand(command);
      await api.get('/v1/sessions');
      command.kill(signal);
      expect(await command.exit()).toBe(0);
      expect(command.stderr).toBe('');
    },
  );

  test('lets a slow processor finish what was accepted', async () => {
    await using command = new Command(ARGS);
    const api = await apiOfCommand(command);
    const slow = { match: { queue: 'quint-events-pipeline' }, delay_ms: 400 };
    expect((await api.post('/_mock/faults', slow)).status).toBeLessThan(300);
    expect((await api.ingest(event(), event())).status).toBe(200);
    const began = performance.now();
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(300);
    // It would say what is left.
    expect(command.stderr).toBe('');
  });

  test('lets a request at hand be answered, and takes no more', async () => {
    await using command = new Command(ARGS);
    const api = await apiOfCommand(command);
    const answer = api.post(
      '/v1/ingest',
      { events: [event()] },
      { headers: { 'quint-mock-fault': 'delay=500' } },
    );
    // Another connection answered means that the server has seen the first one.
    await fetch(`${api.url}/health`);
    command.kill('SIGTERM');
    await refuses(api.url);
    expect((await answer).body).toEqual({ ingested: 1, duplicates: 0 });
    expect(await command.exit()).toBe(0);
    expect(command.stderr).toBe('');
  });

  test('ends live streams at once', async () => {
    await using command = new Command(ARGS);
    const { url, tokens } = await command.readyLine();
    const { body } = await fetch(`${url}/v1/stream`, {
      headers: { authorization: `Bearer ${tokens['service']}` },
    });
    const reader = body!.getReader();
    await reader.read();
    const began = performance.now();
    command.kill('SIGTERM');
    while (!(await reader.read()).done);
    expect(await command.exit()).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_500);
  });

  test('does not wait as long as somebody waits for what does not come', async () => {
    await using command = new Command(ARGS);
    const api = await apiOfCommand(command);
    const began = performance.now();
    const waiting = api.post('/_mock/waitFor?timeout_ms=15000', { session: 's' });
    waiting.catch(() => {});
    await fetch(`${api.url}/health`);
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('says what is left when a processor fails and the clock stands still', async () => {
    await using command = new Command(FROZEN);
    await getStuck(await apiOfCommand(command));
    command.kill('SIGTERM');
    expect(await command.exit()).toBe(0);
    expect(command.stderr).toContain('quint-mock: stopped; 2 messages left unprocessed\n');
  });

  test.each([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
  ] as const)('a second one, $signal, does not wait: $code', async ({ signal, code }) => {
    await using command = new Command(FROZEN);
    const api = await apiOfCommand(command);
    await getStuck(api);
    command.kill('SIGTERM');
    await refuses(api.url);
    const again = setInterval(() => command.kill(signal), 50);
    const exit = await command.exit();
    clearInterval(again);
    expect(exit).toBe(code);
    expect(command.stderr).not.toContain('left unprocessed');
  });
});
