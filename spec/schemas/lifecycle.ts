import * as z from 'zod';
import { SESSION_END, SESSION_RESUME, SESSION_START, SESSION_STATE_REPORT } from '../examples.ts';
import { PLATFORMS } from '../known-values.ts';
import { openString, sessionId, text, timestamp } from './primitives.ts';
import { SessionState } from './session-state.ts';

// Two documented bodies for one operation (contract.md §3). Each form forbids the other's key, so
// that a body with both is refused under either, in Zod and in JSON Schema alike.

const lacks = (key: string) => (body: object) => !Object.hasOwn(body, key);

const described = {
  session_name: text('Human-readable session name.').optional(),
  model: text('LLM model used.').optional(),
  signing_id: text('Code signing identity of the agent process.').optional(),
  platform: openString(PLATFORMS, 'The agent platform.').optional(),
  parent_id: sessionId('The parent session.')
    .nullable()
    .optional()
    .meta({ description: 'The parent session; null for a root.' }),
};

const startedAt = timestamp('When the session began.');
const endedAt = timestamp('When the session ended.');

const lifecycle = {
  session_id: sessionId('The session.'),
  agent_id: text('The agent, for example `ne-pid-59247`.').optional(),
  working_dir: text('The directory the agent works in.').optional(),
  timestamp: timestamp('When the transition happened.').optional(),
  ...described,
};

// The refinement has to see unknown keys, so the objects are loose in Zod; JSON Schema's are open anyway.
const OPEN = { additionalProperties: undefined };
const NOT_STATE = { ...OPEN, not: { properties: { state: {} }, required: ['state'] } };
const ONE_FORM = 'must not also have `state`: that is the other form of the body';

/** `session_start`: `started_at` is required. */
export const SessionStart = z
  .looseObject({
    event_type: z.literal('session_start').meta({ description: 'The transition.' }),
    ...lifecycle,
    started_at: startedAt,
    ended_at: endedAt.optional(),
  })
  .refine(lacks('state'), { message: ONE_FORM, path: ['state'] })
  .meta({
    id: 'SessionStart',
    description: 'A session begins.',
    examples: [SESSION_START],
    ...NOT_STATE,
  });
export type SessionStart = z.infer<typeof SessionStart>;

/** `session_resume`: an idle or ended session goes on. */
export const SessionResume = z
  .looseObject({
    event_type: z.literal('session_resume').meta({ description: 'The transition.' }),
    ...lifecycle,
    started_at: startedAt.optional(),
    ended_at: endedAt.optional(),
  })
  .refine(lacks('state'), { message: ONE_FORM, path: ['state'] })
  .meta({
    id: 'SessionResume',
    description: 'A session goes on.',
    examples: [SESSION_RESUME],
    ...NOT_STATE,
  });
export type SessionResume = z.infer<typeof SessionResume>;

/** `session_end`: the session is over, at `ended_at` or else `timestamp`. */
export const SessionEnd = z
  .looseObject({
    event_type: z.literal('session_end').meta({ description: 'The transition.' }),
    ...lifecycle,
    started_at: startedAt.optional(),
    ended_at: endedAt.optional(),
  })
  .refine(lacks('state'), { message: ONE_FORM, path: ['state'] })
  .meta({
    id: 'SessionEnd',
    description: 'A session ends.',
    examples: [SESSION_END],
    ...NOT_STATE,
  });
export type SessionEnd = z.infer<typeof SessionEnd>;

/** The event form, as on the ingestion page. Decided (contract.md §3): which fields are required. */
export const LifecycleEvent = z
  .discriminatedUnion('event_type', [SessionStart, SessionResume, SessionEnd])
  .meta({
    id: 'LifecycleEvent',
    description: 'The event form of a session report: a transition.',
    examples: [SESSION_START],
  });
export type LifecycleEvent = z.infer<typeof LifecycleEvent>;

/** The state form, as on the endpoint's page. */
export const SessionStateReport = z
  .looseObject({
    session_id: sessionId('The session.'),
    state: SessionState,
    timestamp: timestamp('When the session was in that state.'),
    ...described,
  })
  .refine(lacks('event_type'), {
    message: 'must not also have `event_type`: that is the other form of the body',
    path: ['event_type'],
  })
  .meta({
    id: 'SessionStateReport',
    description: 'The state form of a session report: the state it is in.',
    examples: [SESSION_STATE_REPORT],
    ...OPEN,
    not: { properties: { event_type: {} }, required: ['event_type'] },
  });
export type SessionStateReport = z.infer<typeof SessionStateReport>;

/** Either form. */
export const SessionReport = z.union([LifecycleEvent, SessionStateReport]).meta({
  id: 'SessionReport',
  description:
    'One of two forms: the event form (`event_type`, `session_id`; `started_at` for a `session_start`) or the state form (`session_id`, `state`, `timestamp`).',
  examples: [SESSION_STATE_REPORT, SESSION_START],
  // zod-to-openapi would flatten the two forms into four members.
  oneOf: [
    { $ref: '#/components/schemas/LifecycleEvent' },
    { $ref: '#/components/schemas/SessionStateReport' },
  ],
});
export type SessionReport = z.infer<typeof SessionReport>;

export const IngestSessionResponse = z
  .object({ ok: z.literal(true).meta({ description: 'Always `true`.' }) })
  .meta({ id: 'IngestSessionResponse', description: 'The report was taken.' });
export type IngestSessionResponse = z.infer<typeof IngestSessionResponse>;
