import type { SuccessOf } from '../../../generated/operations.ts';
import { isDeepStrictEqual } from 'node:util';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { Trial } from '../trial.ts';

type Field = string & keyof SuccessOf<'getEvent'>;

/** Of the documented nine fields, those that are sent under the same name. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  'session_id',
  'agent_id',
  'tool_name',
  'decision',
]);

/** Given another meaning on the way back, or the server's own. */
const OTHERWISE = new Set(['event_id', 'timestamp', 'id', 'arguments', 'org_id']);

/** Of the actions that are sent, those that the pages of the reads name; of others it is decided. */
const READ_ACTIONS = /^[A-Z]+_[A-Z]+$/;

/** Demands that an event is read back as it was sent. */
export function expectAsSent(trial: Trial, sent: QuintEvent, record: SuccessOf<'getEvent'>): void {
  trial.expect(
    record.id.toLowerCase() === sent.event_id.toLowerCase(),
    `id to be the event_id ${sent.event_id}`,
    `it is ${record.id}`,
  );
  trial.expect(
    sameInstant(record.timestamp, sent.timestamp),
    `the timestamp ${sent.timestamp}`,
    `it is ${record.timestamp}`,
  );
  for (const field of Object.keys(sent).filter((key) => !OTHERWISE.has(key))) {
    const value = sent[field];
    const found = record[field as Field];
    const expected = `${field} ${JSON.stringify(value)}, as it was sent`;
    const actual = `it is ${JSON.stringify(found)}`;
    const isSame = isDeepStrictEqual(found, value);
    const isDocumented =
      DOCUMENTED.has(field) || (field === 'action_type' && READ_ACTIONS.test(sent.action_type));
    if (isDocumented) trial.expect(isSame, expected, actual);
    else trial.prefer(isSame, expected, actual);
  }
}

/** To the millisecond: what is finer, few databases keep. */
function sameInstant(one: string, other: string): boolean {
  return Date.parse(one) === Date.parse(other);
}
