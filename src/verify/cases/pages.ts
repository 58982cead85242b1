import { LIMITS } from '../../../spec/limits.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { LIST_ITEMS, type ListId } from './list-items.ts';
import { minted, revoked } from './minted.ts';
import { needsOf } from './needs.ts';
import { BLOCKED, ingest, itemsOf, lookFor, newSession, report } from './scenario.ts';
import { operationOf } from './operations.ts';

interface Item {
  readonly id: string;
  readonly timestamp?: string;
  readonly started_at?: string;
  readonly created_at?: string;
}

/** A list that holds what was put there, and nothing of anybody else. */
interface Prepared {
  readonly sending: Sending;
  /** How many items that are. */
  readonly count: number;
}

const PER_PAGE = 2;
/** Of five items, seconds. Three are of the same time, and fall on two pages. */
const SECONDS = [0, 1, 1, 1, 2];

/** Puts items into each list. */
const PREPARE: Record<Exclude<ListId, 'listTokens'>, (trial: Trial) => Promise<Prepared>> = {
  async listEvents(trial) {
    const agent_id = `verify-${trial.ids.uuid()}`;
    return { sending: { query: { agent_id } }, count: await putEvents(trial, { agent_id }) };
  },
  async listSessionEvents(trial) {
    const id = await newSession(trial);
    return { sending: { id }, count: await putEvents(trial, { session_id: id }) };
  },
  async listSessions(trial) {
    const platform = `verify-${trial.ids.uuid()}`;
    return { sending: { query: { platform } }, count: await putSessions(trial, { platform }) };
  },
  async listSessionChildren(trial) {
    const id = await newSession(trial);
    return { sending: { id }, count: await putSessions(trial, { parent_id: id }) };
  },
  async listAlerts(trial) {
    const session_id = await newSession(trial);
    const count = await putEvents(trial, { session_id, ...BLOCKED });
    return { sending: { query: { session_id } }, count };
  },
};

const OLDEST_FIRST: ReadonlySet<ListId> = new Set(['listSessionEvents', 'listSessionChildren']);

function orderOf(operation: ListId): string {
  return OLDEST_FIRST.has(operation) ? 'oldest first' : 'newest first';
}

/** Lists can be read page by page, without loss and without doubles. */
export const pages: readonly ConformanceCase[] = [
  ...(Object.keys(PREPARE) as (keyof typeof PREPARE)[]).map((operation): ConformanceCase => ({
    id: `${operation}/pages/walk`,
    operation,
    basis: 'decided',
    title: `a list is read in pages of ${PER_PAGE}, each item once, ${orderOf(operation)}`,
    async run(trial: Trial) {
      const { sending, count } = await PREPARE[operation](trial);
      await trial.eventually(`${count} items in the list`, async () => {
        const all = (await itemsOf(trial, operation, sending)) as readonly Item[] | undefined;
        return all?.length === count || undefined;
      });
      const found = await walk(trial, operation, sending);
      trial.expect(found.length === count, `${count} items in all`, `there are ${found.length}`);
      expectOrder(trial, operation, found);
    },
  })),
  {
    id: 'listTokens/pages/walk',
    operation: 'listTokens',
    basis: 'decided',
    needs: ['jwt'],
    title: `a list is read in pages of ${PER_PAGE}, each item once, ${orderOf('listTokens')}`,
    async run(trial: Trial) {
      const tokens = await Promise.all(SECONDS.map(() => minted(trial)));
      // Those of other cases are among them.
      const found = await walk(trial, 'listTokens', {}, (items) =>
        tokens.every(({ id }) => items.some((item) => item.id === id)),
      );
      const lost = tokens.find(({ id }) => !found.some((item) => item.id === id));
      trial.expect(!lost, 'each token on one of the pages', `${lost?.id} is on none`);
      expectOrder(trial, 'listTokens', found);
      for (const token of tokens) await revoked(trial, token);
    },
  },
  ...(Object.keys(LIST_ITEMS) as ListId[]).flatMap((operation) =>
    [1, LIMITS.page.max].map((limit): ConformanceCase => ({
      id: `${operation}/pages/limit-${limit}`,
      operation,
      basis: 'decided',
      needs: needsOf(operation),
      title: `limit ${limit} is taken`,
      async run(trial: Trial) {
        const id = operationOf(operation).params ? await newSession(trial) : '';
        const page = await trial.eventually('the list', () =>
          lookFor(trial, operation, { id, query: { limit } }),
        );
        const items = itemsIn(operation, page);
        trial.expect(items.length <= limit, `at most ${limit} items`, `there are ${items.length}`);
      },
    })),
  ),
];

function expectOrder(trial: Trial, operation: ListId, items: readonly Item[]): void {
  const times = items.map(({ timestamp, started_at, created_at }) =>
    Date.parse(timestamp ?? started_at ?? created_at ?? ''),
  );
  const sign = OLDEST_FIRST.has(operation) ? 1 : -1;
  const wrong = times.findIndex(
    (time, index) => index > 0 && sign * (time - times[index - 1]!) < 0,
  );
  const at = (index: number) => new Date(times[index]!).toISOString();
  trial.expect(
    wrong === -1,
    `the items ${orderOf(operation)}`,
    wrong === -1 ? 'they are' : `${at(wrong)} comes after ${at(wrong - 1)}`,
  );
}

/** Reads page after page, until the last, or until it is enough. */
async function walk(
  trial: Trial,
  operation: ListId,
  sending: Sending,
  isEnough: (items: readonly Item[]) => boolean = () => false,
): Promise<Item[]> {
  const found: Item[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const query: Sending['query'] = {
      ...sending.query,
      limit: PER_PAGE,
      ...(cursor !== null && { cursor }),
    };
    const page: unknown = await trial.succeed(operation, { ...sending, query });
    const items = itemsIn(operation, page);
    trial.expect(
      items.length <= PER_PAGE,
      `at most ${PER_PAGE} items for limit ${PER_PAGE}`,
      `there are ${items.length}`,
    );
    found.push(...items);
    const double = items.find(({ id }) => seen.has(id));
    trial.expect(!double, 'each item on one page alone', `${double?.id} is on two`);
    for (const { id } of items) seen.add(id);
    cursor = (page as { next_cursor?: string | null }).next_cursor ?? null;
    trial.expect(
      cursor === null || items.length > 0,
      'no next_cursor after an empty page',
      `it is ${cursor}`,
    );
  } while (cursor !== null && !isEnough(found));
  return found;
}

function itemsIn(operation: ListId, page: unknown): Item[] {
  return (page as Record<string, Item[]>)[LIST_ITEMS[operation]] ?? [];
}

async function putEvents(trial: Trial, fields: Partial<QuintEvent>): Promise<number> {
  const session_id = fields.session_id ?? (await newSession(trial));
  const all = SECONDS.map((second) =>
    trial.event({ ...fields, session_id, timestamp: trial.ids.time(second) }),
  );
  await ingest(trial, all);
  return all.length;
}

async function putSessions(
  trial: Trial,
  fields: { readonly platform?: string; readonly parent_id?: string },
): Promise<number> {
  for (const second of SECONDS) {
    const session_id = trial.ids.session();
    const timestamp = trial.ids.time(second);
    await report(trial, { ...fields, session_id, state: 'active', timestamp });
  }
  return SECONDS.length;
}
