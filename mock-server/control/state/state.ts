import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { VirtualClock } from '../../clock/index.ts';
import { validate } from '../../http/validate.ts';
import { refuseDeepNesting } from '../../ingest/refuse-deep-nesting.ts';
import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing/processing.ts';
import type { Station } from '../../processing/station.ts';
import { sha256Hex } from '../../sha256.ts';
import type { Tables } from '../../store/store.ts';
import { WELL_KNOWN_TOKEN } from '../../tokens/ready-made.ts';
import { isFrozen } from '../clock-control.ts';
import { restored, toQueued } from './queued-message.ts';
import { wipe } from './reset.ts';
import { State, type QueuedMessage } from './state-schema.ts';

/** How many rows and messages a state holds. */
export type StateCounts = Readonly<Record<keyof Tables | 'messages' | 'dead_letters', number>>;

/** Everything that a server knows, as JSON. */
export interface StateControl {
  /** What the server knows now: tables, messages in queues, clock. Tokens only by their hashes. */
  export(): Promise<State>;
  /**
   * Replaces everything by what was exported, of this server or another. The tokens of this server stay
   * good beside the imported ones; an imported one is as it was, whatever became of it since. A clock that cannot be turned stays as it is.
   * @throws ApiError `validation_failed`; nothing has happened by then
   */
  import(state: unknown): Promise<StateCounts>;
}

export function stateControl(services: Services, processing: Processing): StateControl {
  return {
    // Between two batches, so that no message is half processed.
    export: () => processing.undisturbed(() => exported(services, processing)),
    async import(value) {
      validate(State, value);
      refuseDeepNesting(
        value.tables.actions.map(({ event }) => event),
        (index) => ['tables', 'actions', index, 'event'],
      );
      value.queues.forEach(({ messages, dead_letters }, at) => {
        refuseDeepNesting(eventsOf(messages), () => ['queues', at, 'messages']);
        refuseDeepNesting(eventsOf(dead_letters), () => ['queues', at, 'dead_letters']);
      });
      const state = structuredClone(value);
      services.faults.clear();
      await processing.undisturbed(() => replace(services, processing, state));
      return countsOf(state);
    },
  };
}

function eventsOf(messages: readonly QueuedMessage[]): QuintEvent[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
}

/** Whether this one is good is for each server to say. */
const WELL_KNOWN_HASH = sha256Hex(WELL_KNOWN_TOKEN);

async function exported({ clock, store }: Services, { stations }: Processing): Promise<State> {
  const tables = await store.dump();
  return {
    format: 'quint-mock-state',
    version: 1,
    clock: { epoch_ms: Math.floor(clock.now()), frozen: isFrozen(clock) },
    tables: {
      actions: [...tables.actions],
      sessions: [...tables.sessions],
      alerts: [...tables.alerts],
      rule_matches: [...tables.rule_matches],
      machines: [...tables.machines],
      api_tokens: tables.api_tokens.filter(({ hash }) => hash !== WELL_KNOWN_HASH),
    },
    queues: await Promise.all(stations.map(queueState)),
  };
}

async function queueState({ queue, deadLetterQueue }: Station): Promise<State['queues'][number]> {
  const messages = await queue.peekMessages(Infinity);
  const deadLetters = await deadLetterQueue.peekMessages(Infinity);
  return {
    name: queue.name as State['queues'][number]['name'],
    last_sequence_number: queue.lastSequenceNumber,
    messages: messages.map(toQueued),
    dead_letters: deadLetters.map(toQueued),
  };
}

async function replace(services: Services, processing: Processing, state: State): Promise<void> {
  await wipe(services, processing, undefined);
  await turn(services, state.clock);
  const { api_tokens, ...tables } = state.tables as unknown as Tables;
  await services.store.load(tables);
  for (const token of api_tokens) {
    if (token.hash !== WELL_KNOWN_HASH) await services.tokens.restore(token);
  }
  for (const { name, last_sequence_number, messages, dead_letters } of state.queues) {
    const { queue, deadLetterQueue } = processing.stations.find(
      (each) => each.queue.name === name,
    )!;
    deadLetterQueue.restore(
      dead_letters.map((message) => restored(message, queue)),
      deadLetterQueue.lastSequenceNumber,
    );
    queue.restore(
      messages.map((message) => restored(message)),
      last_sequence_number,
    );
  }
}

async function turn({ clock }: Services, { epoch_ms, frozen }: State['clock']): Promise<void> {
  if (!(clock instanceof VirtualClock)) return;
  // Stopped first: a clock that runs would be a moment further when it is stopped.
  clock.freeze();
  await clock.set(epoch_ms);
  if (!frozen) clock.resume();
}

function countsOf({ tables, queues }: State): StateCounts {
  const counts = Object.entries(tables).map(([table, rows]) => [table, rows.length] as const);
  return {
    ...(Object.fromEntries(counts) as Record<keyof Tables, number>),
    messages: queues.reduce((sum, { messages }) => sum + messages.length, 0),
    dead_letters: queues.reduce((sum, { dead_letters }) => sum + dead_letters.length, 0),
  };
}
