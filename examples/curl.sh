#!/usr/bin/env bash
# The API by hand: a session begins, acts, and ends, and is read back.
#
#   npx quint-mock &
#   bash examples/curl.sh                 # or: QUINT_API_URL=… QUINT_DEPLOY_TOKEN=… bash examples/curl.sh
set -euo pipefail

url=${QUINT_API_URL:-http://127.0.0.1:4100}
token=${QUINT_DEPLOY_TOKEN:-qt_deploy_YOUR_TOKEN}
session=59247-1777085379101

api() {
  local path=$1
  shift
  curl -sS --fail-with-body "$url$path" -H "Authorization: Bearer $token" "$@"
  echo
}

post() {
  api "$1" -H 'Content-Type: application/json' -d "$2"
}

post /v1/sessions/ingest '{
  "event_type": "session_start",
  "session_id": "'$session'",
  "agent_id": "ne-pid-59247",
  "platform": "claude-code",
  "working_dir": "/home/dev/project",
  "started_at": "2026-04-25T03:09:11Z"
}'

post /v1/ingest '{
  "events": [{
    "schema_version": 2,
    "event_id": "7f9c24e8-3b12-4fef-91e0-a4c5e8d2b610",
    "timestamp": "2026-04-25T03:09:32.138Z",
    "source": "proxy",
    "platform": "claude-code",
    "action_type": "tools/call",
    "session_id": "'$session'",
    "agent_id": "ne-pid-59247",
    "tool_name": "Bash",
    "arguments_json": "{\"command\":\"npm test\"}",
    "decision": "block"
  }]
}'

post /v1/sessions/ingest '{
  "event_type": "session_end",
  "session_id": "'$session'",
  "ended_at": "2026-04-25T03:54:02Z"
}'

api "/v1/sessions/$session"
api "/v1/events?session_id=$session&decision=block"
api /v1/alerts
