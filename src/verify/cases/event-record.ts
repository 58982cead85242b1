import { NEXT_YEAR_FIELDS } from '../../../spec/vectors/next-year.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { expectAsSent } from './as-sent.ts';
import { ingest, itemsOf, newSession, stored } from './scenario.ts';

const EMPTY = '';

/** Characters of texts that no document bounds, and that are longer than many a column. */
const LONG_ID = 200;
const LONG_ARGUMENTS = 10_000;

/** What `arguments` is for each `arguments_json` (contract.md §2). */
const ARGUMENTS: readonly (readonly [what: string, sent: string | undefined, read: string[]])[] = [
  ['of-strings', '["-X","POST"]', ['-X', 'POST']],
  ['of-other-values', '[1,null,{"a":[true]},"x"]', ['1', 'null', '{"a":[true]}', 'x']],
  ['of-an-empty-array', '[]', []],
  ['of-an-object', '{"command":"npm test"}', ['{"command":"npm test"}']],
  ['of-no-json', 'npm test', ['npm test']],
  ['of-empty-text', EMPTY, [EMPTY]],
  ['when-not-sent', undefined, []],
];

/** How a time comes back: in UTC, with a fraction as it was sent, but none of zero (contract.md §2). */
const TIMES: readonly (readonly [what: string, sent: string, read: string])[] = [
  ['without-a-fraction', '2026-04-12T14:00:00Z', '2026-04-12T14:00:00Z'],
  ['with-milliseconds', '2026-04-25T03:09:32.138Z', '2026-04-25T03:09:32.138Z'],
  ['with-an-offset', '2026-04-25T01:39:32.138+05:30', '2026-04-24T20:09:32.138Z'],
  ['with-a-fraction-of-zero', '2026-04-25T03:09:32.000Z', '2026-04-25T03:09:32Z'],
  ['with-nanoseconds', '2026-04-25T03:09:32.123456789Z', '2026-04-25T03:09:32.123456789Z'],
];

/** What is read back of an event. */
export const eventRecord: readonly ConformanceCase[] = [
  {
    id: 'getEvent/record/documented-fields',
    operation: 'getEvent',
    title: 'the fields of an event come back as they were sent',
    async run(trial: Trial) {
      const event = trial.event({ action_type: 'PROCESS_EXEC', tool_name: 'git' });
      expectAsSent(trial, event, await sentAndRead(trial, event));
    },
  },
  {
    id: 'getEvent/record/long-agent-id',
    operation: 'getEvent',
    title: `an agent_id of ${LONG_ID} characters comes back whole`,
    async run(trial: Trial) {
      const event = trial.event({ agent_id: 'a'.repeat(LONG_ID), action_type: 'PROCESS_EXEC' });
      expectAsSent(trial, event, await sentAndRead(trial, event));
    },
  },
  {
    id: 'getEvent/record/long-arguments',
    operation: 'getEvent',
    basis: 'decided',
    title: `arguments_json of ${LONG_ARGUMENTS} characters comes back whole`,
    async run(trial: Trial) {
      const argument = 'x'.repeat(LONG_ARGUMENTS - '[""]'.length);
      const event = trial.event({ arguments_json: JSON.stringify([argument]) });
      const record = await sentAndRead(trial, event);
      expectAsSent(trial, event, record);
      const length = record.arguments[0]?.length;
      trial.expect(
        record.arguments.length === 1 && record.arguments[0] === argument,
        `one argument of ${argument.length} characters, as it was sent`,
        `there are ${record.arguments.length}, the first of ${length}`,
      );
    },
  },
  {
    id: 'getEvent/record/next-year',
    operation: 'getEvent',
    basis: 'decided',
    title: 'fields that nobody knows yet are kept, and handed on',
    async run(trial: Trial) {
      const event = trial.event({ ...NEXT_YEAR_FIELDS });
      expectAsSent(trial, event, await sentAndRead(trial, event));
    },
  },
  {
    id: 'getEvent/record/own-fields-win',
    operation: 'getEvent',
    basis: 'decided',
    title: 'a sent id, arguments or org_id gives way to those of the server',
    async run(trial: Trial) {
      const org_id = `verify-${trial.ids.uuid()}`;
      const event = trial.event({ id: 'sent', arguments: ['sent'], org_id });
      const record = await sentAndRead(trial, event);
      trial.expect(record.id === event.event_id, `the id ${event.event_id}`, `it is ${record.id}`);
      trial.expect(
        record.arguments[0] === event.arguments_json,
        `the arguments of arguments_json, ${event.arguments_json}`,
        `they are ${JSON.stringify(record.arguments)}`,
      );
      trial.expect(
        record['org_id'] !== org_id,
        'an org_id that follows from the credential',
        'it is the one that was sent',
      );
    },
  },
  {
    id: 'getEvent/record/nothing-sent',
    operation: 'getEvent',
    basis: 'decided',
    title: 'tool_name and decision are null, arguments is [], where none was sent',
    async run(trial: Trial) {
      const { tool_name: _, decision: __, arguments_json: ___, ...event } = trial.event();
      const record = await sentAndRead(trial, event as QuintEvent);
      trial.expect(
        record.tool_name === null && record.decision === null && record.arguments.length === 0,
        'tool_name null, decision null and arguments []',
        `they are ${JSON.stringify([record.tool_name, record.decision, record.arguments])}`,
      );
    },
  },
  {
    id: 'getEvent/record/id-in-upper-case',
    operation: 'getEvent',
    basis: 'decided',
    title: 'an event is found by its id without regard to case',
    async run(trial: Trial) {
      const event = trial.event();
      await sentAndRead(trial, event);
      await trial.succeed('getEvent', { id: event.event_id.toUpperCase() });
    },
  },
  {
    id: 'listEvents/record/same-everywhere',
    operation: 'listEvents',
    basis: 'decided',
    title: 'an event is the same by its id, among all, and among those of its session',
    async run(trial: Trial) {
      const session_id = await newSession(trial);
      const event = trial.event({ session_id });
      const record = JSON.stringify(await sentAndRead(trial, event));
      for (const [operation, sending] of [
        ['listEvents', { query: { session_id } }],
        ['listSessionEvents', { id: session_id }],
      ] as const) {
        const [found] = await trial.eventually(`the event in ${operation}`, async () => {
          const events = await itemsOf(trial, operation, sending);
          return events?.length ? events : undefined;
        });
        trial.expect(
          JSON.stringify(found) === record,
          `${record} from ${operation}`,
          `it is ${JSON.stringify(found)}`,
        );
      }
    },
  },
  ...ARGUMENTS.map(([what, arguments_json, wanted]): ConformanceCase => ({
    id: `getEvent/record/arguments-${what}`,
    operation: 'getEvent',
    basis: 'decided',
    title: `arguments ${what.replaceAll('-', ' ')}: ${JSON.stringify(wanted)}`,
    async run(trial: Trial) {
      const { arguments_json: _, ...event } = trial.event();
      const sent = { ...event, ...(arguments_json !== undefined && { arguments_json }) };
      const record = await sentAndRead(trial, sent as QuintEvent);
      trial.expect(
        JSON.stringify(record.arguments) === JSON.stringify(wanted),
        `arguments ${JSON.stringify(wanted)} of arguments_json ${JSON.stringify(arguments_json)}`,
        `they are ${JSON.stringify(record.arguments)}`,
      );
    },
  })),
  ...TIMES.map(([what, timestamp, wanted]): ConformanceCase => ({
    id: `getEvent/record/time-${what}`,
    operation: 'getEvent',
    basis: 'decided',
    title: `a time ${what.replaceAll('-', ' ')} comes back as ${wanted}`,
    async run(trial: Trial) {
      const record = await sentAndRead(trial, trial.event({ timestamp }));
      trial.expect(
        record.timestamp === wanted,
        `the timestamp ${wanted} of ${timestamp}`,
        `it is ${record.timestamp}`,
      );
    },
  })),
];

async function sentAndRead(trial: Trial, event: QuintEvent) {
  await ingest(trial, [event]);
  return stored(trial, event);
}
