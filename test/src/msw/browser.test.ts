import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuintClient } from '../../../src/index.ts';
import type { QuintHandlers } from '../../../src/msw/index.ts';
import { launchChromium } from './support/chromium.ts';
import { servePage } from './support/page-server.ts';

/** What the page leaves for the test to look at. */
declare const quint: QuintHandlers;
declare const client: QuintClient;
declare const worker: { use(...handlers: unknown[]): void };

const NOTHING_YET = '';
const TREE_AT_WORK = ['s-1 (active)', 's-1:sub:1 (active)', 's-1:sub:2 (active)'];

const tree = async (page: Page) => (await page.locator('#tree').innerText()).split('\n');

describe('a page that Vite serves, in Chromium', { timeout: 60_000 }, () => {
  let server: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([servePage(), launchChromium()]);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });

  /** The page in a browser profile of its own, as soon as it follows the stream. */
  async function open(query = ''): Promise<{ page: Page; errors: string[] } & AsyncDisposable> {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.url}${query}`);
    await page.locator('body[data-following="true"]').waitFor();
    return { page, errors, [Symbol.asyncDispose]: () => context.close() };
  }

  test.each([
    ['the product’s own URL', ''],
    ['a path of the page’s origin', '?base=/api'],
    ['the page’s origin itself, where its modules are, too', '?base=/'],
  ])('posts events, and draws the tree that the stream tells of: %s', async (_, query) => {
    await using opened = await open(query);
    const { page, errors } = opened;
    expect(await tree(page)).toEqual([NOTHING_YET]);

    await page.click('#work');
    await page.locator('[data-session="s-1:sub:2"]').waitFor();
    expect(await tree(page)).toEqual(TREE_AT_WORK);
    const children = page.locator('[data-session="s-1"] > ul > li');
    expect(await children.count()).toBe(2);

    await page.click('#end');
    await page.locator('[data-session="s-1"][data-state="ended"]').waitFor();
    expect(await tree(page)).toEqual(['s-1 (ended)', ...TREE_AT_WORK.slice(1)]);
    expect(errors).toEqual([]);
  });

  test('the handle works in the page: overrides, the journal, faults, and waiting', async () => {
    await using opened = await open();
    await opened.page.click('#work');
    const told = await opened.page.evaluate(async () => {
      await quint.waitFor({ session: 's-1:sub:2' });
      worker.use(quint.listAlerts(({ refuse }) => refuse('unauthorized'), { once: true }));
      const refused = await client.safe.listAlerts();
      const alerts = await client.listAlerts();
      quint.faults.add({ match: { operation: 'getEventStats' }, reset: true, times: 1 });
      const reset = await client.safe.getEventStats();
      const nothing = await fetch('https://api.quintai.dev/v2/ingest', { method: 'POST' });
      return {
        refused: refused.error?.code,
        alerts: alerts.alerts,
        reset: reset.error?.code,
        nothing: [nothing.status, ((await nothing.json()) as { error: string }).error],
        posted: quint.journal.forOperation('ingestEvents').map(({ request, response }) => ({
          sessions: request.body.events.map(({ session_id }) => session_id),
          answer: response?.body,
        })),
      };
    });
    expect(told).toEqual({
      refused: 'unauthorized',
      alerts: [],
      reset: 'network_error',
      nothing: [404, 'There is no POST /v2/ingest in the contract.'],
      posted: [
        {
          sessions: ['s-1', 's-1:sub:1', 's-1:sub:2', 's-1'],
          answer: { ingested: 4, duplicates: 0 },
        },
      ],
    });
  });

  test('who stops following leaves no client behind, through the service worker', async () => {
    await using opened = await open();
    const { page } = opened;
    const clients = () =>
      page.evaluate(
        async () => /^quint_mock_live_clients (\d+)/m.exec(await quint.server.metrics())?.[1],
      );
    expect(await clients()).toBe('1');
    await page.click('#leave');
    await page.locator('body[data-following="false"]').waitFor();
    await expect.poll(clients).toBe('0');
  });
});
