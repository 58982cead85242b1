import { RISK_SUMMARY, SESSION, SESSION_DETAIL } from '../../examples.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';

/** As a sub-agent that nobody has reported anything about. */
const BARE = {
  id: '59247-1777085379101:sub:1',
  session_name: null,
  model: null,
  signing_id: null,
  state: 'active',
  platform: null,
  parent_id: '59247-1777085379101',
  started_at: '2026-04-25T03:09:32.138Z',
  ended_at: null,
};

const NEXT_YEAR = { ...SESSION, platform: 'platform-of-next-year', workspace: { id: 7 } };

const REQUIRED = {
  id: 'invalid_type',
  session_name: 'invalid_type',
  model: 'invalid_type',
  signing_id: 'invalid_type',
  state: 'invalid_value',
  platform: 'invalid_type',
  parent_id: 'invalid_type',
  started_at: 'invalid_type',
  ended_at: 'invalid_type',
};

const listOf = (schema: string, key: string): SchemaVectors => ({
  schema,
  valid: [
    valid('empty', { [key]: [], next_cursor: null }),
    valid('a page', { [key]: [SESSION, BARE], next_cursor: 'opaque' }),
    valid('from next year', { [key]: [NEXT_YEAR], next_cursor: null, total: 1 }),
  ],
  refused: [
    ...noObject(),
    ...lacking(
      { [key]: [], next_cursor: null },
      {
        [key]: 'invalid_type',
        next_cursor: 'invalid_type',
      },
    ),
    refused(
      'a session of no state',
      { [key]: [BARE, { ...BARE, state: null }], next_cursor: null },
      [`/${key}/1/state`, 'invalid_value'],
    ),
  ],
});

export const sessionVectors: readonly SchemaVectors[] = [
  {
    schema: 'SessionState',
    valid: ['active', 'idle', 'ended'].map((state) => valid(state, state)),
    refused: [
      refused('an unknown state', 'paused', ['', 'invalid_value']),
      refused('in upper case', 'ACTIVE', ['', 'invalid_value']),
      refused('null', null, ['', 'invalid_value']),
    ],
  },
  {
    schema: 'Session',
    valid: [
      valid("the page's own example", SESSION),
      valid('that nothing is known of', BARE),
      valid('from next year', NEXT_YEAR),
    ],
    refused: [
      ...noObject(),
      ...lacking(SESSION, REQUIRED),
      refused('an empty parent_id', { ...SESSION, parent_id: '' }, [
        '/parent_id',
        'invalid_format',
      ]),
    ],
  },
  {
    schema: 'RiskSummary',
    valid: [
      valid("the page's own example", RISK_SUMMARY),
      valid('of no events', { total_events: 0, max_risk: 0, avg_risk: 0 }),
      valid('from next year', { ...RISK_SUMMARY, p95_risk: 30 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(RISK_SUMMARY, {
        total_events: 'invalid_type',
        max_risk: 'invalid_type',
        avg_risk: 'invalid_type',
      }),
      refused('a mean that is not rounded', { ...RISK_SUMMARY, avg_risk: 8.5 }, [
        '/avg_risk',
        'invalid_type',
      ]),
      refused('a risk over 100', { ...RISK_SUMMARY, max_risk: 101 }, ['/max_risk', 'too_big']),
      refused('fewer events than none', { ...RISK_SUMMARY, total_events: -1 }, [
        '/total_events',
        'too_small',
      ]),
    ],
  },
  {
    schema: 'SessionDetail',
    valid: [
      valid("the page's own example", SESSION_DETAIL),
      valid('with a child', { ...SESSION_DETAIL, children: [BARE] }),
      valid('from next year', { ...SESSION_DETAIL, ...NEXT_YEAR }),
    ],
    refused: [
      ...noObject(),
      ...lacking(SESSION_DETAIL, {
        ...REQUIRED,
        children: 'invalid_type',
        risk_summary: 'invalid_type',
      }),
      refused('a child that is an id alone', { ...SESSION_DETAIL, children: [BARE.id] }, [
        '/children/0',
        'invalid_type',
      ]),
      refused('no risk summary', { ...SESSION_DETAIL, risk_summary: null }, [
        '/risk_summary',
        'invalid_type',
      ]),
    ],
  },
  listOf('SessionList', 'sessions'),
  listOf('SessionChildren', 'children'),
];
