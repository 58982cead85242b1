import { CREDENTIALS, JWT } from '../credentials.ts';
import { decided, exchange, refusal, type Exchange } from '../exchange.ts';
import { CHILD, CHILD_RECORD, ENDED, EVENTS, RECORDS } from './story.ts';

const token = CREDENTIALS.service.raw;
const UNKNOWN_EVENT = 'e0b5e6c1-7a4e-4b0c-9d3f-0c5b1f2a3d4e';
const [first, second, blocked] = RECORDS;
const whole = { next_cursor: null };
const id = ENDED.id;

const detail = {
  ...ENDED,
  children: [CHILD],
  // (4 + 45 + 75) / 3 is 41.33…
  risk_summary: { total_events: 3, max_risk: 75, avg_risk: 41 },
};

const sessionReads: readonly Exchange[] = [
  exchange(
    'getSession',
    'with its child and its risk',
    { token, params: { id } },
    { body: detail },
  ),
  exchange('getSession', 'with a JWT', { token: JWT, params: { id } }, { body: detail }),
  decided(
    exchange(
      'getSession',
      'the sub-agent that an event tells of; its id is percent-encoded',
      { token, params: { id: CHILD.id } },
      {
        body: {
          ...CHILD,
          children: [],
          risk_summary: { total_events: 1, max_risk: 0, avg_risk: 0 },
        },
      },
    ),
  ),
  exchange(
    'getSession',
    'one that is not known',
    { token, params: { id: 'nobody' } },
    refusal('not_found'),
  ),
  exchange(
    'getSession',
    'one of another organisation',
    { token: CREDENTIALS.other.raw, params: { id } },
    refusal('not_found'),
  ),
  exchange(
    'listSessions',
    'newest first',
    { token },
    { body: { sessions: [CHILD, ENDED], ...whole } },
  ),
  exchange(
    'listSessions',
    'roots that have ended',
    { token, query: { root_only: 'true', state: 'ended' } },
    { body: { sessions: [ENDED], ...whole } },
  ),
  exchange(
    'listSessions',
    'a page',
    { token, query: { limit: '1' } },
    { body: { sessions: [CHILD], next_cursor: 'opaque' }, varies: ['/next_cursor'] },
  ),
  decided(
    exchange(
      'listSessions',
      'the page after it',
      { token, query: { limit: '1' }, continues: true },
      { body: { sessions: [ENDED], ...whole } },
    ),
  ),
  exchange(
    'listSessions',
    'of another organisation',
    { token: CREDENTIALS.other.raw },
    { body: { sessions: [], ...whole } },
  ),
  exchange(
    'listSessionChildren',
    'of the session',
    { token, params: { id } },
    { body: { children: [CHILD], ...whole } },
  ),
  exchange(
    'listSessionChildren',
    'of a session that is not known',
    { token, params: { id: 'nobody' } },
    refusal('not_found'),
  ),
  exchange(
    'listSessionChildren',
    'of a session without any',
    { token, params: { id: CHILD.id } },
    { body: { children: [], ...whole } },
  ),
  exchange(
    'listSessionEvents',
    'oldest first; arguments are an array, times in UTC, and what is not known is kept',
    { token, params: { id } },
    { body: { events: RECORDS, ...whole } },
  ),
  exchange(
    'listSessionEvents',
    'a page',
    { token, params: { id }, query: { limit: '2' } },
    { body: { events: [first, second], next_cursor: 'opaque' }, varies: ['/next_cursor'] },
  ),
  decided(
    exchange(
      'listSessionEvents',
      'the page after it',
      { token, params: { id }, query: { limit: '2' }, continues: true },
      { body: { events: [blocked], ...whole } },
    ),
  ),
  exchange(
    'listSessionEvents',
    'of a session that is not known',
    { token, params: { id: 'nobody' } },
    refusal('not_found'),
  ),
];

const eventReads: readonly Exchange[] = [
  exchange(
    'listEvents',
    'newest first, of all sessions',
    { token },
    { body: { events: [CHILD_RECORD, blocked, second, first], ...whole } },
  ),
  exchange(
    'listEvents',
    'of a risk and a span of time',
    { token, query: { risk_min: '45', risk_max: '75', until: '2026-04-25T03:10:30Z' } },
    { body: { events: [second], ...whole } },
  ),
  exchange(
    'getEvent',
    'by its event_id',
    { token, params: { id: CHILD_RECORD.id } },
    { body: CHILD_RECORD },
  ),
  decided(
    exchange(
      'getEvent',
      'by its event_id in upper case',
      { token, params: { id: CHILD_RECORD.id.toUpperCase() } },
      { body: CHILD_RECORD },
    ),
  ),
  exchange(
    'getEvent',
    'one that is not known',
    { token, params: { id: UNKNOWN_EVENT } },
    refusal('not_found'),
  ),
  decided(
    exchange(
      'getEvent',
      'by what is no UUID',
      { token, params: { id: 'uuid-v4' } },
      refusal('validation_failed', [['id', 'invalid_format']]),
    ),
  ),
  exchange(
    'getEventStats',
    'of a span of time',
    { token, query: { since: '2026-04-25T03:00:00Z', until: '2026-04-25T04:00:00Z' } },
    {
      body: {
        since: '2026-04-25T03:00:00Z',
        until: '2026-04-25T04:00:00Z',
        total_events: 4,
        total_sessions: 2,
        decisions: { allow: 2, block: 1 },
        risk_distribution: { none: 2, low: 0, medium: 1, high: 1, critical: 0 },
        max_risk: 75,
        // (4 + 45 + 75 + 0) / 4
        avg_risk: 31,
      },
    },
  ),
  exchange(
    'listAlerts',
    'among them the action that was blocked; which rules there are is up to the server',
    { token },
    {
      body: {
        alerts: [
          {
            id: '2b9f1d04-8c3e-5d0a-9f61-6f2f0f7b1a22',
            rule_id: 'blocked-decision',
            severity: 'high',
            title: 'A blocked action',
            session_id: id,
            event_id: EVENTS[2].event_id,
            agent_id: EVENTS[2].agent_id,
            platform: EVENTS[2].platform,
            risk_score: EVENTS[2].risk_score,
            created_at: EVENTS[2].timestamp,
          },
        ],
        ...whole,
      },
      varies: ['/alerts/0/id', '/alerts/0/rule_id', '/alerts/0/severity', '/alerts/0/title'],
      contains: ['/alerts'],
    },
  ),
];

export const readExchanges: readonly Exchange[] = [...sessionReads, ...eventReads];
