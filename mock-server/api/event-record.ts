import type { EventRecord } from '../../spec/schemas/event-record.ts';
import { utc } from '../instant.ts';
import type { Action } from '../store/store.ts';

/** The read model: the documented nine fields, and beside them all that was sent (contract.md §2). */
export function toEventRecord({ event, risk_score }: Action): EventRecord {
  return {
    ...event,
    id: event.event_id,
    tool_name: event.tool_name ?? null,
    arguments: argumentsOf(event.arguments_json),
    risk_score,
    decision: event.decision ?? null,
    timestamp: utc(event.timestamp),
  };
}

/** The elements of a JSON array (strings as they are, others as JSON text), else the text itself. */
function argumentsOf(argumentsJson: string | undefined): string[] {
  if (argumentsJson === undefined) return [];
  try {
    const parsed = JSON.parse(argumentsJson) as unknown;
    if (Array.isArray(parsed)) {
      return parsed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    }
  } catch {
    // Not JSON, or nested too deep to be written out again: handed on as it is.
  }
  return [argumentsJson];
}
