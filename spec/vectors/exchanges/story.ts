import { EVENT, SESSION_START } from '../../examples.ts';

// What is sent by the exchanges, and what it comes to.

const SESSION = SESSION_START.session_id;
const SUB_AGENT = `${SESSION}:sub:1`;

/** The session as its first report makes it. */
export const STARTED = {
  id: SESSION,
  session_name: null,
  model: null,
  signing_id: null,
  state: 'active',
  platform: SESSION_START.platform,
  parent_id: null,
  started_at: SESSION_START.started_at,
  ended_at: null,
} as const;

export const ENDED = {
  ...STARTED,
  session_name: 'Fix auth middleware',
  model: 'claude-sonnet-4-20250514',
  state: 'ended',
  ended_at: '2026-04-25T03:54:02Z',
} as const;

export const CHILD = {
  ...STARTED,
  id: SUB_AGENT,
  parent_id: SESSION,
  started_at: '2026-04-25T03:20:00.500Z',
} as const;

/** A harmless one, one with a JSON array of arguments, and one that was blocked. */
export const EVENTS = [
  { ...EVENT, risk_score: 4 },
  {
    ...EVENT,
    event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d11',
    timestamp: '2026-04-25T05:10:00.000+02:00',
    action_type: 'PROCESS_EXEC',
    tool_name: 'curl',
    arguments_json: '["-X","POST",8080]',
    risk_score: 45,
  },
  {
    ...EVENT,
    event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d12',
    timestamp: '2026-04-25T03:11:00Z',
    decision: 'block',
    risk_score: 75,
    labels: {},
  },
] as const;

/** Of the sub-agent: the required fields, a score, and one that is not known. */
export const CHILD_EVENT = {
  schema_version: 2,
  event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d13',
  timestamp: '2026-04-25T03:20:00.500Z',
  source: 'proxy',
  platform: 'claude-code',
  action_type: 'FILE_READ',
  session_id: SUB_AGENT,
  agent_id: 'ne-pid-59247',
  risk_score: 0,
  cwd: '/srv',
} as const;

/** The same as they are read back, oldest first: the session's, then the sub-agent's. */
export const RECORDS = [
  { ...EVENTS[0], id: EVENTS[0].event_id, arguments: ['{"command":"npm test"}'] },
  {
    ...EVENTS[1],
    id: EVENTS[1].event_id,
    arguments: ['-X', 'POST', '8080'],
    timestamp: '2026-04-25T03:10:00Z',
  },
  { ...EVENTS[2], id: EVENTS[2].event_id, arguments: ['{"command":"npm test"}'] },
] as const;

export const CHILD_RECORD = {
  ...CHILD_EVENT,
  id: CHILD_EVENT.event_id,
  tool_name: null,
  arguments: [],
  decision: null,
} as const;
