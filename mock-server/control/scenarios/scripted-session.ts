import type { Delivery, SentEvent } from './delivery.ts';
import type { Random } from './random.ts';

/** One call of a tool, as a script tells it. */
export interface Step {
  /** Seconds after the session's start. */
  readonly at: number;
  readonly tool: string;
  readonly args: object;
  /** @default 'allow' */
  readonly decision?: string;
}

/** A session that goes by a script. */
export interface ScriptedSession {
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly steps: readonly Step[];
  /** Seconds after its start at which it ends. @default it goes on */
  readonly endsAt?: number;
}

const PLATFORM = 'claude-code';

/** The deliveries of a scripted session: its start, its name, its events, its end. */
export function scripted(random: Random, session: ScriptedSession): Delivery[] {
  const { id, name, endsAt } = session;
  const agent_id = `ne-pid-${id.split('-')[0]}`;
  const time = (seconds: number) => new Date(session.start + seconds * 1000).toISOString();
  const events = session.steps.map(({ at, tool, args, decision = 'allow' }): SentEvent => ({
    schema_version: 2,
    event_id: random.uuid(),
    timestamp: time(at),
    source: 'proxy',
    platform: PLATFORM,
    action_type: 'tools/call',
    session_id: id,
    agent_id,
    tool_name: tool,
    arguments_json: JSON.stringify(args),
    decision,
    labels: { process_name: 'claude' },
  }));
  return [
    {
      kind: 'report',
      report: {
        event_type: 'session_start',
        session_id: id,
        agent_id,
        platform: PLATFORM,
        session_name: name,
        model: 'claude-sonnet-4-20250514',
        started_at: time(0),
      },
    },
    { kind: 'events', events },
    ...(endsAt === undefined
      ? []
      : [
          {
            kind: 'report',
            report: { event_type: 'session_end', session_id: id, ended_at: time(endsAt) },
          } as const,
        ]),
  ];
}
