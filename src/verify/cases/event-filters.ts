import type { SuccessOf } from '../../../generated/operations.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ListEventsQuery } from '../../../generated/types.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { ingest, itemsOf, newSession, stored } from './scenario.ts';

type Filter = Exclude<keyof ListEventsQuery, 'limit' | 'cursor'>;
type Event = SuccessOf<'getEvent'>;

interface Probe {
  /** What tells the two events apart. */
  readonly fits: (trial: Trial) => Partial<QuintEvent>;
  readonly other: (trial: Trial) => Partial<QuintEvent>;
  /** What to ask for, seeing how the two are read back: a server may have scores of its own. */
  readonly ask: (fits: Event, other: Event) => string | number;
  /** Whether an event is one of those asked for. */
  readonly isWanted: (event: Event, asked: string | number) => boolean;
}

/** Two events that differ in a field, of which the first is asked for. */
const byField = <Field extends 'action_type' | 'tool_name' | 'decision'>(
  field: Field,
  value: string,
  other: string,
): Probe => ({
  fits: () => ({ [field]: value }),
  other: () => ({ [field]: other }),
  ask: () => value,
  isWanted: (event) => event[field] === value,
});

const time = (event: Event) => Date.parse(event.timestamp);
const EARLY = 100;
const LATE = 200;

/** Each filter of the list; those of a time and a score are inclusive. */
const PROBES: Record<Exclude<Filter, 'agent_id'>, Probe> = {
  session_id: {
    fits: () => ({}),
    other: ({ ids }) => ({ session_id: ids.session() }),
    ask: (fits) => fits.session_id,
    isWanted: (event, asked) => event.session_id === asked,
  },
  action_type: byField('action_type', 'PROCESS_EXEC', 'FILE_READ'),
  tool_name: byField('tool_name', 'git', 'curl'),
  decision: byField('decision', 'block', 'allow'),
  risk_min: {
    fits: () => ({ risk_score: 70 }),
    other: () => ({ risk_score: 69 }),
    ask: (fits, other) => Math.max(fits.risk_score, other.risk_score),
    isWanted: (event, asked) => event.risk_score >= Number(asked),
  },
  risk_max: {
    fits: () => ({ risk_score: 30 }),
    other: () => ({ risk_score: 31 }),
    ask: (fits, other) => Math.min(fits.risk_score, other.risk_score),
    isWanted: (event, asked) => event.risk_score <= Number(asked),
  },
  since: {
    fits: ({ ids }) => ({ timestamp: ids.time(LATE) }),
    other: ({ ids }) => ({ timestamp: ids.time(EARLY) }),
    ask: (fits) => fits.timestamp,
    isWanted: (event, asked) => time(event) >= Date.parse(String(asked)),
  },
  until: {
    fits: ({ ids }) => ({ timestamp: ids.time(EARLY) }),
    other: ({ ids }) => ({ timestamp: ids.time(LATE) }),
    ask: (fits) => fits.timestamp,
    isWanted: (event, asked) => time(event) <= Date.parse(String(asked)),
  },
};

/** The documented filters of `listEvents`: what fits is there, and nothing else is. */
export const eventFilters: readonly ConformanceCase[] = [
  ...Object.entries(PROBES).map(([name, probe]): ConformanceCase => ({
    id: `listEvents/filters/${name}`,
    operation: 'listEvents',
    title: `events are listed by ${name}`,
    async run(trial: Trial) {
      // One agent for the two: the list holds no event of anybody else.
      const agent_id = `verify-${trial.ids.uuid()}`;
      const session_id = await newSession(trial);
      const [fits, other] = await sent(trial, [
        { agent_id, session_id, ...probe.fits(trial) },
        { agent_id, session_id, ...probe.other(trial) },
      ]);
      const asked = probe.ask(fits!, other!);
      const wanted = [fits!, other!].filter((event) => probe.isWanted(event, asked));
      await expectList(trial, { agent_id, [name]: asked }, wanted);
    },
  })),
  {
    id: 'listEvents/filters/agent_id',
    operation: 'listEvents',
    title: 'events are listed by agent_id',
    async run(trial: Trial) {
      const agent_id = `verify-${trial.ids.uuid()}`;
      const session_id = await newSession(trial);
      const [own] = await sent(trial, [
        { agent_id, session_id },
        { agent_id: `${agent_id}-2`, session_id },
      ]);
      await expectList(trial, { agent_id }, [own!]);
    },
  },
];

/** Sends events, and reads each back. */
async function sent(trial: Trial, fields: readonly Partial<QuintEvent>[]): Promise<Event[]> {
  const events = fields.map((each) => trial.event(each));
  await ingest(trial, events);
  return Promise.all(events.map((event) => stored(trial, event)));
}

/** Demands that a list comes to hold these events, and holds no other. */
async function expectList(
  trial: Trial,
  query: Readonly<Record<string, string | number>>,
  wanted: readonly Event[],
): Promise<void> {
  const ids = wanted.map(({ id }) => id);
  const asked = new URLSearchParams(query as Record<string, string>).toString();
  const found = await trial.eventually(`${ids.join(', ')} in the list of ${asked}`, async () => {
    const events = await itemsOf(trial, 'listEvents', { query });
    return events && ids.every((id) => events.some((event) => event.id === id))
      ? events
      : undefined;
  });
  const stranger = found.find(({ id }) => !ids.includes(id));
  trial.expect(!stranger, `only events of ${asked}`, `there is ${JSON.stringify(stranger)}`);
}
