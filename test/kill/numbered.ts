import type { NewEvent } from '../../src/forwarder/index.ts';
import { uuid } from '../mock-server/support/samples.ts';

/** The sessions of one source of events, which take turns. */
export const SESSIONS = 5;

/** Of two, three and four bytes in UTF-8, so that a line can be cut within a character. */
const PADDING = 'ü€😀';

/** The event of a number: its id and its `seq`. */
export function numbered(number: number, session: string, bytes = 0): NewEvent {
  return {
    schema_version: 2,
    event_id: uuid(number),
    timestamp: '2026-04-25T03:09:32Z',
    source: 'proxy',
    platform: 'cursor',
    action_type: 'tools/call',
    session_id: `${session}-${number % SESSIONS}`,
    agent_id: 'agent-1',
    risk_score: 1,
    seq: number,
    arguments_json: JSON.stringify(PADDING.repeat(1 + (number % 3) + bytes / 9)),
  };
}

/** The number of an event, by its id. */
export function numberOf({ event_id = '' }: { readonly event_id?: string }): number {
  return Number.parseInt(event_id.slice(-12), 16);
}
