// The bodies that the documentation prints, letter for letter. Two values are placeholders there and
// filled in here: `event_id` is "uuid-v4", `arguments_json` is "{...}".

const SEED_EVENT = {
  schema_version: 2,
  event_id: 'b3a1f6a0-6d8c-4f57-9a4b-1c2d3e4f5a6b',
  timestamp: '2026-04-25T03:09:32.138Z',
  source: 'proxy',
  platform: 'claude-code',
  action_type: 'tools/call',
  session_id: '59247-1777085379101',
  agent_id: 'ne-pid-59247',
  tool_name: 'Bash',
  arguments_json: '{"command":"ls -la"}',
  decision: 'allow',
  labels: { process_name: 'claude', process_pid: '59247' },
};

/** Page, component, body. */
export const SEED_BODIES: [page: string, component: string, body: unknown][] = [
  ['Event Ingestion, wire format', 'IngestRequest', { events: [SEED_EVENT] }],
  [
    'Event Ingestion, with "{...}" itself',
    'IngestRequest',
    { events: [{ ...SEED_EVENT, arguments_json: '{...}' }] },
  ],
  [
    'Event Ingestion, lifecycle',
    'SessionReport',
    {
      event_type: 'session_start',
      session_id: '59247-1777085379101',
      agent_id: 'ne-pid-59247',
      platform: 'claude-code',
      working_dir: '/Users/amer/project',
      started_at: '2026-04-25T03:09:11Z',
    },
  ],
  [
    'POST /v1/sessions/ingest, request',
    'SessionReport',
    {
      session_id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
      session_name: 'Fix auth middleware',
      model: 'claude-sonnet-4-20250514',
      signing_id: 'com.anthropic.claude-code',
      state: 'active',
      platform: 'claude-code',
      parent_id: null,
      timestamp: '2026-04-12T14:00:00Z',
    },
  ],
  ['POST /v1/sessions/ingest, response', 'IngestSessionResponse', { ok: true }],
  [
    'GET /v1/sessions/{id}, response',
    'SessionDetail',
    {
      id: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
      session_name: 'Fix auth middleware',
      model: 'claude-sonnet-4-20250514',
      signing_id: 'com.anthropic.claude-code',
      state: 'ended',
      platform: 'claude-code',
      parent_id: null,
      started_at: '2026-04-12T14:00:00Z',
      ended_at: '2026-04-12T14:45:00Z',
      children: [],
      risk_summary: { total_events: 47, max_risk: 35, avg_risk: 8 },
    },
  ],
];
