import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { SessionReport } from '../../../spec/schemas/lifecycle.ts';

/** The event of the wire-format page; a real UUID and real JSON stand for its two placeholders. */
export const SEED_EVENT = {
  schema_version: 2,
  event_id: '7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610',
  timestamp: '2026-04-25T03:09:32.138Z',
  source: 'proxy',
  platform: 'claude-code',
  action_type: 'tools/call',
  session_id: '59247-1777085379101',
  agent_id: 'ne-pid-59247',
  tool_name: 'Bash',
  arguments_json: '{"command":"npm test"}',
  decision: 'allow',
  labels: { process_name: 'claude', process_pid: '59247' },
} as const satisfies QuintEvent;

/** The LifecycleEvent of the ingestion page, as printed. */
export const SEED_START = {
  event_type: 'session_start',
  session_id: '59247-1777085379101',
  agent_id: 'ne-pid-59247',
  platform: 'claude-code',
  working_dir: '/Users/amer/project',
  started_at: '2026-04-25T03:09:11Z',
} as const satisfies SessionReport;

/** The body of the endpoint's page, as printed. */
export const SEED_STATE = {
  session_id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  session_name: 'Fix auth middleware',
  model: 'claude-sonnet-4-20250514',
  signing_id: 'com.anthropic.claude-code',
  state: 'active',
  platform: 'claude-code',
  parent_id: null,
  timestamp: '2026-04-12T14:00:00Z',
} as const satisfies SessionReport;

/** The `n`th UUID of a fixed row. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

let count = 0;

/** A valid event that no other test has sent. */
export function event(fields: Partial<QuintEvent> = {}): QuintEvent {
  return {
    schema_version: 2,
    event_id: uuid(++count),
    timestamp: '2026-04-25T03:09:32Z',
    source: 'proxy',
    platform: 'cursor',
    action_type: 'tools/call',
    session_id: 's-1',
    agent_id: 'agent-1',
    ...fields,
  };
}

/** `n` of them. */
export function events(n: number, fields: Partial<QuintEvent> = {}): QuintEvent[] {
  return Array.from({ length: n }, () => event(fields));
}

/** The `n`th second of a fixed day. */
export function second(n: number): string {
  return new Date(Date.UTC(2026, 3, 25) + n * 1000).toISOString().replace('.000Z', 'Z');
}
