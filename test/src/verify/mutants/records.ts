import { QuintEvent } from '../../../../spec/schemas/event.ts';
import type { Mutant } from './mutant.ts';
import { answers, eachEvent, without } from './rewriting.ts';

/** What is wrong with what is read back of an event. */
export const recordMutants: readonly Mutant[] = [
  {
    name: 'agent-id-cut-off',
    does: 'keeps 128 characters of an agent_id',
    foundBy: ['getEvent/record/long-agent-id'],
    breakRule: eachEvent(({ agent_id, ...event }) => ({
      ...event,
      agent_id: typeof agent_id === 'string' ? agent_id.slice(0, 128) : agent_id,
    })),
  },
  {
    name: 'arguments-cut-off',
    does: 'keeps 4,096 characters of each argument',
    isDecided: true,
    foundBy: ['getEvent/record/long-arguments'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      arguments: event.arguments.map((argument) => argument.slice(0, 4_096)),
    })),
  },
  {
    name: 'unknown-fields-dropped',
    does: 'drops the fields that it does not know',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: eachEvent((event) =>
      Object.fromEntries(Object.entries(event).filter(([key]) => key in QuintEvent.shape)),
    ),
  },
  {
    name: 'labels-dropped',
    does: 'drops the labels',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: eachEvent((event) => without(event, 'labels')),
  },
  {
    name: 'labels-merged',
    does: 'puts the labels among the fields of the event',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', ({ labels, ...event }) => ({ ...event, ...Object(labels) })),
  },
  {
    name: 'arguments-joined',
    does: 'answers the arguments as one text',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      arguments: [event.arguments.join(' ')],
    })),
  },
  {
    name: 'arguments-no-array',
    does: 'answers the arguments as text, and not as an array',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({ ...event, arguments: event.arguments.join(' ') })),
  },
  {
    name: 'risk-score-changed',
    does: 'scores anew what the sender has scored',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({ ...event, risk_score: 50 })),
  },
  {
    name: 'decision-lost',
    does: 'forgets the decision',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({ ...event, decision: null })),
  },
  {
    name: 'tool-name-in-lower-case',
    does: 'answers the tool in lower case',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      tool_name: event.tool_name?.toLowerCase() ?? null,
    })),
  },
  {
    name: 'times-in-local-offset',
    does: 'answers times with the offset of its own place',
    isDecided: true,
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      timestamp: new Date(Date.parse(event.timestamp) + 2 * 3_600_000)
        .toISOString()
        .replace('Z', '+02:00'),
    })),
  },
  {
    name: 'times-off-by-offset',
    does: 'takes times of its own place for UTC',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      timestamp: new Date(Date.parse(event.timestamp) + 2 * 3_600_000).toISOString(),
    })),
  },
  {
    name: 'times-as-numbers',
    does: 'answers times as epoch milliseconds',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', (event) => ({
      ...event,
      timestamp: Date.parse(event.timestamp),
    })),
  },
  {
    name: 'id-under-another-name',
    does: 'answers the id of an event as event_id',
    foundBy: ['getEvent/pipeline/as-sent'],
    breakRule: answers('getEvent', ({ id, ...event }) => ({ ...event, event_id: id })),
  },
];
