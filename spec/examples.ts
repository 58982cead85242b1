// The documentation's own bodies. Two placeholders of the wire format are filled in: `event_id`
// ("uuid-v4") and `arguments_json` ("{...}").

export const SESSION_UUID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const SESSION_ID = '59247-1777085379101';

export const EVENT = {
  schema_version: 2,
  event_id: '0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10',
  timestamp: '2026-04-25T03:09:32.138Z',
  source: 'proxy',
  platform: 'claude-code',
  action_type: 'tools/call',
  session_id: SESSION_ID,
  agent_id: 'ne-pid-59247',
  tool_name: 'Bash',
  arguments_json: '{"command":"npm test"}',
  decision: 'allow',
  labels: { process_name: 'claude', process_pid: '59247' },
} as const;

export const SESSION_START = {
  event_type: 'session_start',
  session_id: SESSION_ID,
  agent_id: 'ne-pid-59247',
  platform: 'claude-code',
  working_dir: '/Users/amer/project',
  started_at: '2026-04-25T03:09:11Z',
} as const;

export const SESSION_RESUME = {
  event_type: 'session_resume',
  session_id: SESSION_ID,
  timestamp: '2026-04-25T03:40:00Z',
} as const;

export const SESSION_END = {
  event_type: 'session_end',
  session_id: SESSION_ID,
  ended_at: '2026-04-25T03:54:02Z',
} as const;

export const SESSION_STATE_REPORT = {
  session_id: SESSION_UUID,
  session_name: 'Fix auth middleware',
  model: 'claude-sonnet-4-20250514',
  signing_id: 'com.anthropic.claude-code',
  state: 'active',
  platform: 'claude-code',
  parent_id: null,
  timestamp: '2026-04-12T14:00:00Z',
} as const;

export const SESSION = {
  id: SESSION_UUID,
  session_name: 'Fix auth middleware',
  model: 'claude-sonnet-4-20250514',
  signing_id: 'com.anthropic.claude-code',
  state: 'ended',
  platform: 'claude-code',
  parent_id: null,
  started_at: '2026-04-12T14:00:00Z',
  ended_at: '2026-04-12T14:45:00Z',
} as const;

export const RISK_SUMMARY = { total_events: 47, max_risk: 35, avg_risk: 8 } as const;

export const SESSION_DETAIL = { ...SESSION, children: [], risk_summary: RISK_SUMMARY } as const;

export const EVENT_RECORD = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  session_id: SESSION_UUID,
  agent_id: 'claude-code',
  action_type: 'PROCESS_EXEC',
  tool_name: 'curl',
  arguments: ['-X', 'POST', 'https://api.example.com/data'],
  risk_score: 45,
  decision: 'allow',
  timestamp: '2026-04-12T14:32:00Z',
} as const;

export const MACHINE_REGISTRATION = {
  machine_id: '3f8a1c5e9b7d4260a1b2c3d4e5f60718',
  hostname: 'dev-laptop',
  os: 'darwin',
  arch: 'arm64',
  agent_version: '1.0.3',
} as const;

export const TOKEN_CREATED = {
  id: '7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11',
  name: 'production-fleet-01',
  type: 'service',
  token: 'qt_deploy_YOUR_TOKEN',
  created_at: '2026-04-12T14:00:00Z',
  expires_at: null,
} as const;

export const TOKEN = {
  id: TOKEN_CREATED.id,
  name: TOKEN_CREATED.name,
  type: TOKEN_CREATED.type,
  created_at: TOKEN_CREATED.created_at,
  expires_at: null,
  last_used_at: '2026-04-25T03:09:32Z',
  revoked_at: null,
} as const;

export const ALERT = {
  id: '2b9f1d04-8c3e-5d0a-9f61-6f2f0f7b1a22',
  rule_id: 'blocked-decision',
  severity: 'high',
  title: 'A blocked action',
  session_id: SESSION_ID,
  event_id: EVENT.event_id,
  agent_id: 'ne-pid-59247',
  platform: 'claude-code',
  risk_score: 75,
  created_at: '2026-04-25T03:09:32.138Z',
} as const;
