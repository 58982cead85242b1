import type { Delivery, SentEvent, SentReport } from './delivery.ts';
import { Random } from './random.ts';

export interface TrafficOptions {
  /** The same seed gives the same traffic. @default 1 */
  readonly seed?: number;
  /** Root sessions of the day. @default 12 */
  readonly sessions?: number;
  /** When the day begins, in epoch milliseconds; it lasts eleven hours. @default 2026-04-25T08:00:00Z */
  readonly start?: number;
  /** Whether nothing happens that raises an alert: no command, nothing blocked. @default false */
  readonly calm?: boolean;
}

const AGENTS = [
  { platform: 'claude-code', model: 'claude-sonnet-4-20250514', process: 'claude' },
  { platform: 'cursor', model: 'gpt-5-codex', process: 'Cursor Helper' },
  { platform: 'windsurf', model: 'claude-sonnet-4-20250514', process: 'windsurf' },
  { platform: 'gemini-cli', model: 'gemini-2.5-pro', process: 'gemini' },
] as const;

const TASKS = [
  'Fix auth middleware',
  'Add pagination to invoices',
  'Upgrade the build to Node 22',
  'Why does checkout time out?',
  'Write tests for the parser',
  'Rename Customer to Account',
] as const;

/** What agents do all day: mostly reading, sometimes something to look at twice. */
const TOOLS: readonly { tool: string; weight: number; args: (random: Random) => unknown }[] = [
  { tool: 'Read', weight: 40, args: (random) => ({ file_path: path(random) }) },
  { tool: 'Grep', weight: 20, args: () => ({ pattern: 'TODO|FIXME', path: 'src' }) },
  { tool: 'Edit', weight: 15, args: (random) => ({ file_path: path(random), old: 'a', new: 'b' }) },
  { tool: 'Bash', weight: 15, args: (random) => ({ command: random.pick(COMMANDS) }) },
  { tool: 'WebFetch', weight: 5, args: () => ({ url: 'https://nodejs.org/api/http.html' }) },
  { tool: 'Write', weight: 5, args: (random) => ({ file_path: path(random), content: 'x' }) },
];

const CALM_TOOLS = new Set(['Read', 'Grep', 'Edit']);

const COMMANDS = [
  'npm test',
  'git status --short',
  'git commit -m "wip"',
  'ls -la',
  'rm -rf node_modules && npm ci',
  'cat .env',
] as const;

const BATCH = 100;
const DAY_START = Date.parse('2026-04-25T08:00:00Z');
const MINUTE = 60_000;

/**
 * A captured-looking day: several platforms, sessions with sub-agents, bursts, and a daemon whose
 * deliveries come out of order and sometimes twice.
 */
export function agentTraffic(options: TrafficOptions = {}): Delivery[] {
  const { seed = 1, sessions = 12, start = DAY_START, calm = false } = options;
  const tools = calm ? TOOLS.filter(({ tool }) => CALM_TOOLS.has(tool)) : TOOLS;
  const random = new Random(seed);
  const deliveries: Delivery[] = [];
  for (let index = 0; index < sessions; index++) {
    const begin = start + random.int(0, 9 * 60) * MINUTE;
    deliveries.push(...rootSession(random, begin, { tools, blocked: calm ? 0 : 0.02 }));
  }
  return deliveries;
}

/** What happens in a session. */
interface Habits {
  readonly tools: typeof TOOLS;
  /** How likely an event is blocked. */
  readonly blocked: number;
}

function rootSession(random: Random, start: number, habits: Habits): Delivery[] {
  const agent = random.pick(AGENTS);
  const pid = random.int(1_000, 99_999);
  const id = `${pid}-${start - random.int(0, 20) * MINUTE}`;
  const end = start + random.int(5, 90) * MINUTE;
  const context = { agent, pid, id, start, end, habits };
  const events = eventsOf(random, context, random.int(20, 400));
  const children = Array.from({ length: random.int(0, 3) }, (_, index) => {
    const from = random.int(start, end - MINUTE);
    const child = { ...context, id: `${id}:sub:${index + 1}`, start: from, end: from + MINUTE };
    return eventsOf(random, child, random.int(5, 60));
  });
  return [
    { kind: 'report', report: startOf(context) },
    { kind: 'report', report: stateOf(random, context) },
    ...batchesOf(random, [events, ...children].flat()),
    ...(random.chance(0.7) ? [{ kind: 'report', report: endOf(context) } as const] : []),
  ];
}

interface Context {
  readonly agent: (typeof AGENTS)[number];
  readonly pid: number;
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly habits: Habits;
}

function startOf({ agent, pid, id, start }: Context): SentReport {
  return {
    event_type: 'session_start',
    session_id: id,
    agent_id: `ne-pid-${pid}`,
    platform: agent.platform,
    working_dir: '/home/dev/shop',
    started_at: new Date(start).toISOString(),
  };
}

function stateOf(random: Random, { agent, id, start }: Context): SentReport {
  return {
    session_id: id,
    state: 'active',
    session_name: random.pick(TASKS),
    model: agent.model,
    platform: agent.platform,
    parent_id: null,
    timestamp: new Date(start + 1_000).toISOString(),
  };
}

function endOf({ id, end }: Context): SentReport {
  return {
    event_type: 'session_end',
    session_id: id,
    ended_at: new Date(end + MINUTE).toISOString(),
  };
}

function eventsOf(random: Random, context: Context, count: number): SentEvent[] {
  const { agent, pid, id, start, end, habits } = context;
  let at = start;
  return Array.from({ length: count }, () => {
    // Agents work in bursts, and think in between.
    at = Math.min(end, at + (random.chance(0.8) ? random.int(20, 900) : random.int(5_000, 60_000)));
    const { tool, args } = weighted(random, habits.tools);
    return {
      schema_version: 2,
      event_id: random.uuid(),
      timestamp: new Date(at).toISOString(),
      source: 'proxy',
      platform: agent.platform,
      action_type: 'tools/call',
      session_id: id,
      agent_id: `ne-pid-${pid}`,
      tool_name: tool,
      arguments_json: JSON.stringify(args(random)),
      decision: random.chance(habits.blocked) ? 'block' : 'allow',
      labels: { process_name: agent.process, process_pid: String(pid) },
    };
  });
}

/** A daemon with a shaky line: some batches overtake others, some are sent again. */
function batchesOf(random: Random, events: SentEvent[]): Delivery[] {
  const batches: Delivery[] = [];
  for (let start = 0; start < events.length; start += BATCH) {
    const batch: Delivery = { kind: 'events', events: events.slice(start, start + BATCH) };
    if (random.chance(0.15)) batches.splice(-1, 0, batch);
    else batches.push(batch);
    if (random.chance(0.1)) batches.push(batch);
  }
  return batches;
}

function weighted(random: Random, tools: typeof TOOLS): (typeof TOOLS)[number] {
  let left = random.int(
    1,
    tools.reduce((sum, { weight }) => sum + weight, 0),
  );
  return tools.find(({ weight }) => (left -= weight) <= 0)!;
}

function path(random: Random): string {
  return `src/${random.pick(['api', 'auth', 'billing', 'ui'])}/${random.pick(['index', 'store', 'view'])}.ts`;
}
