import { ALERT } from '../../examples.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const NEXT_YEAR = { ...ALERT, platform: 'platform-of-next-year', assignee: { team: 'red' } };

export const alertVectors: readonly SchemaVectors[] = [
  {
    schema: 'AlertSeverity',
    valid: SEVERITIES.map((severity) => valid(severity, severity)),
    refused: [
      refused('an unknown severity', 'info', ['', 'invalid_value']),
      refused('a number', 1, ['', 'invalid_value']),
      refused('null', null, ['', 'invalid_value']),
    ],
  },
  {
    schema: 'Alert',
    valid: [
      valid('a blocked action', ALERT),
      ...SEVERITIES.map((severity) => valid(`of severity ${severity}`, { ...ALERT, severity })),
      valid('for an event without a score', { ...ALERT, risk_score: null }),
      valid('from next year', NEXT_YEAR),
    ],
    refused: [
      ...noObject(),
      ...lacking(ALERT, {
        id: 'invalid_type',
        rule_id: 'invalid_type',
        severity: 'invalid_value',
        title: 'invalid_type',
        session_id: 'invalid_type',
        event_id: 'invalid_type',
        agent_id: 'invalid_type',
        platform: 'invalid_type',
        risk_score: 'invalid_type',
        created_at: 'invalid_type',
      }),
      refused('an unknown severity', { ...ALERT, severity: 'info' }, [
        '/severity',
        'invalid_value',
      ]),
      refused('an id that is no UUID', { ...ALERT, id: 'alert-1' }, ['/id', 'invalid_format']),
    ],
  },
  {
    schema: 'AlertList',
    valid: [
      valid('empty', { alerts: [], next_cursor: null }),
      valid('a page', { alerts: [ALERT], next_cursor: 'opaque' }),
      valid('from next year', { alerts: [NEXT_YEAR], next_cursor: null, total: 1 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(
        { alerts: [], next_cursor: null },
        {
          alerts: 'invalid_type',
          next_cursor: 'invalid_type',
        },
      ),
      refused(
        'an alert without a title',
        { alerts: [{ ...ALERT, title: null }], next_cursor: null },
        ['/alerts/0/title', 'invalid_type'],
      ),
    ],
  },
];
