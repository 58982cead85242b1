// Generated from spec/ by `npm run generate`. Do not edit.

/**
 * @description A rule fired.
 * @example {
 *       "id": "2b9f1d04-8c3e-5d0a-9f61-6f2f0f7b1a22",
 *       "rule_id": "blocked-decision",
 *       "severity": "high",
 *       "title": "A blocked action",
 *       "session_id": "59247-1777085379101",
 *       "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
 *       "agent_id": "ne-pid-59247",
 *       "platform": "claude-code",
 *       "risk_score": 75,
 *       "created_at": "2026-04-25T03:09:32.138Z"
 *     }
 */
export interface Alert {
    /**
     * Format: uuid
     * @description The alert.
     */
    id: string;
    /** @description The rule that fired. */
    rule_id: string;
    severity: AlertSeverity;
    /** @description One line for a person. */
    title: string;
    /** @description The session it concerns. */
    session_id: string;
    /**
     * Format: uuid
     * @description The event that made the rule fire.
     */
    event_id: string;
    /** @description The agent. */
    agent_id: string;
    /** @description The agent platform. */
    platform: string;
    /** @description The score of that event; null where it has none. */
    risk_score: number | null;
    /**
     * Format: date-time
     * @description The time of that event, in UTC.
     */
    created_at: string;
}

/** @description Alerts, newest first. */
export interface AlertList {
    /** @description The alerts. */
    alerts: Alert[];
    /** @description Pass it as `cursor` to read on; null at the end. */
    next_cursor: string | null;
}

/**
 * @description How grave an alert is.
 * @enum {string}
 */
export type AlertSeverity = "critical" | "high" | "medium" | "low";

/**
 * @description A token to be minted.
 * @example {
 *       "name": "production-fleet-01"
 *     }
 */
export interface CreateTokenRequest {
    /** @description What the token is for. */
    name: string;
    /**
     * @description The type of token.
     * @default service
     * @enum {string}
     */
    type?: "install" | "enrollment" | "service" | "personal";
    /**
     * Format: date-time
     * @description When it stops working; never when absent.
     */
    expires_at?: string;
}

/**
 * @description The body of every error.
 * @example {
 *       "error": "Authorization header required",
 *       "code": "unauthorized",
 *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
 *     }
 */
export interface ErrorBody {
    /** @description A sentence for a person. */
    error: string;
    /** @description A word for a program. Known values: `invalid_json`, `validation_failed`, `unauthorized`, `insufficient_permissions`, `not_found`, `method_not_allowed`, `not_acceptable`, `token_spent`, `conflict`, `payload_too_large`, `unsupported_media_type`, `rate_limited`, `internal`, `unavailable`; others are accepted. */
    code: "invalid_json" | "validation_failed" | "unauthorized" | "insufficient_permissions" | "not_found" | "method_not_allowed" | "not_acceptable" | "token_spent" | "conflict" | "payload_too_large" | "unsupported_media_type" | "rate_limited" | "internal" | "unavailable" | (string & {});
    /** @description The same as the `x-request-id` header. */
    request_id: string;
    /** @description Every problem of the request, at most 100. */
    issues?: ErrorIssue[];
}

/** @description One problem of a request. */
export interface ErrorIssue {
    /** @description JSON pointer (RFC 6901) into the body, or the name of a parameter. */
    pointer: string;
    /** @description What is wrong there. */
    message: string;
    /** @description The kind of problem, for example `invalid_type`. */
    code: string;
}

/** @description Events: newest first; those of one session oldest first. */
export interface EventList {
    /** @description The events. */
    events: EventRecord[];
    /** @description Pass it as `cursor` to read on; null at the end. */
    next_cursor: string | null;
}

/**
 * @description An event as it is read back, with every field that was sent and the `org_id` of the sender. A sent `id`, `arguments` or `org_id` gives way to the ones here.
 * @example {
 *       "id": "550e8400-e29b-41d4-a716-446655440000",
 *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
 *       "agent_id": "claude-code",
 *       "action_type": "PROCESS_EXEC",
 *       "tool_name": "curl",
 *       "arguments": [
 *         "-X",
 *         "POST",
 *         "https://api.example.com/data"
 *       ],
 *       "risk_score": 45,
 *       "decision": "allow",
 *       "timestamp": "2026-04-12T14:32:00Z"
 *     }
 */
export interface EventRecord {
    /**
     * Format: uuid
     * @description The `event_id` it was sent with.
     */
    id: string;
    /** @description The session it belongs to. */
    session_id: string;
    /** @description The agent. */
    agent_id: string;
    /** @description What the agent did. Known values: `tools/call`, `PROCESS_EXEC`, `FILE_READ`, `FILE_WRITE`, `FILE_DELETE`, `NETWORK_CONNECT`; others are accepted. */
    action_type: "tools/call" | "PROCESS_EXEC" | "FILE_READ" | "FILE_WRITE" | "FILE_DELETE" | "NETWORK_CONNECT" | (string & {});
    /** @description The tool that was called; null when none was sent. */
    tool_name: string | null;
    /** @description The elements of `arguments_json` when that is a JSON array (strings as they are, others as JSON text), else `[arguments_json]`, else `[]`. */
    arguments: string[];
    /** @description 0–100; the sender’s own, else the pipeline’s. */
    risk_score: number;
    /** @description What the policy decided; null when none was sent. Known values: `allow`, `block`, `flag`, `deny`, `require_approval`; others are accepted. */
    decision: "allow" | "block" | "flag" | "deny" | "require_approval" | (string & {}) | null;
    /**
     * Format: date-time
     * @description When it happened, in UTC.
     */
    timestamp: string;
    [key: string]: unknown;
}

/** @description Counts and risk distribution over a span of time. */
export interface EventStats {
    /**
     * Format: date-time
     * @description Begin of the span, inclusive.
     */
    since: string;
    /**
     * Format: date-time
     * @description End of the span, inclusive.
     */
    until: string;
    /** @description Events in the span. */
    total_events: number;
    /** @description Sessions that these events belong to. */
    total_sessions: number;
    /** @description Events by decision. */
    decisions: {
        [key: string]: number;
    };
    /** @description Events by risk band. */
    risk_distribution: {
        /** @description Scores 0–10. */
        none: number;
        /** @description Scores 11–30. */
        low: number;
        /** @description Scores 31–55. */
        medium: number;
        /** @description Scores 56–80. */
        high: number;
        /** @description Scores 81–100. */
        critical: number;
    };
    /** @description The highest score; 0 where there is none. */
    max_risk: number;
    /** @description The mean score, rounded half up; 0 where there is none. */
    avg_risk: number;
}

/** @description The process is alive. */
export interface Health {
    /**
     * @description Always `ok`.
     * @enum {string}
     */
    status: "ok";
}

/**
 * @description 1–500 events, at most 10485760 bytes.
 * @example {
 *       "events": [
 *         {
 *           "schema_version": 2,
 *           "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
 *           "timestamp": "2026-04-25T03:09:32.138Z",
 *           "source": "proxy",
 *           "platform": "claude-code",
 *           "action_type": "tools/call",
 *           "session_id": "59247-1777085379101",
 *           "agent_id": "ne-pid-59247",
 *           "tool_name": "Bash",
 *           "arguments_json": "{\"command\":\"npm test\"}",
 *           "decision": "allow",
 *           "labels": {
 *             "process_name": "claude",
 *             "process_pid": "59247"
 *           }
 *         }
 *       ]
 *     }
 */
export interface IngestRequest {
    /** @description 1–500 events. */
    events: QuintEvent[];
}

/** @description What became of the batch. */
export interface IngestResponse {
    /** @description Events that were new. */
    ingested: number;
    /** @description Events whose `event_id` this org had sent before; they changed nothing. Never claims too many. */
    duplicates: number;
}

/** @description The report was taken. */
export interface IngestSessionResponse {
    /**
     * @description Always `true`.
     * @enum {boolean}
     */
    ok: true;
}

/**
 * @description The event form of a session report: a transition.
 * @example {
 *       "event_type": "session_start",
 *       "session_id": "59247-1777085379101",
 *       "agent_id": "ne-pid-59247",
 *       "platform": "claude-code",
 *       "working_dir": "/Users/amer/project",
 *       "started_at": "2026-04-25T03:09:11Z"
 *     }
 */
export type LifecycleEvent = SessionStart | SessionResume | SessionEnd;

/**
 * @description A machine introduces itself.
 * @example {
 *       "machine_id": "3f8a1c5e9b7d4260a1b2c3d4e5f60718",
 *       "hostname": "dev-laptop",
 *       "os": "darwin",
 *       "arch": "arm64",
 *       "agent_version": "1.0.3"
 *     }
 */
export interface MachineRegistration {
    /** @description The machine's own fingerprint. Registering it again yields the same machine. */
    machine_id: string;
    /** @description Host name. */
    hostname?: string;
    /** @description Operating system, for example `darwin`. */
    os?: string;
    /** @description CPU architecture, for example `arm64`. */
    arch?: string;
    /** @description The daemon's version. */
    agent_version?: string;
}

/**
 * @description One captured event, schema v2. Unknown fields are kept; they may be nested 2000 levels deep.
 * @example {
 *       "schema_version": 2,
 *       "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
 *       "timestamp": "2026-04-25T03:09:32.138Z",
 *       "source": "proxy",
 *       "platform": "claude-code",
 *       "action_type": "tools/call",
 *       "session_id": "59247-1777085379101",
 *       "agent_id": "ne-pid-59247",
 *       "tool_name": "Bash",
 *       "arguments_json": "{\"command\":\"npm test\"}",
 *       "decision": "allow",
 *       "labels": {
 *         "process_name": "claude",
 *         "process_pid": "59247"
 *       }
 *     }
 */
export interface QuintEvent {
    /**
     * @description Always 2.
     * @enum {integer}
     */
    schema_version: 2;
    /**
     * Format: uuid
     * @description Identifies the event within its org; sending it again changes nothing. Compared without regard to case.
     */
    event_id: string;
    /**
     * Format: date-time
     * @description When it happened, RFC 3339.
     */
    timestamp: string;
    /** @description The collector that produced the event. Known values: `proxy`; others are accepted. */
    source: "proxy" | (string & {});
    /** @description The agent platform. Known values: `claude-code`, `claude-desktop`, `cursor`, `copilot`, `windsurf`, `kiro`, `codex`, `aider`, `cline`, `continue`, `augment`, `goose`, `gemini-cli`, `amp`, `zed`, `opencode`, `pearai`, `trae`, `void`, `devin`; others are accepted. */
    platform: "claude-code" | "claude-desktop" | "cursor" | "copilot" | "windsurf" | "kiro" | "codex" | "aider" | "cline" | "continue" | "augment" | "goose" | "gemini-cli" | "amp" | "zed" | "opencode" | "pearai" | "trae" | "void" | "devin" | (string & {});
    /** @description What the agent did. Known values: `tools/call`, `PROCESS_EXEC`, `FILE_READ`, `FILE_WRITE`, `FILE_DELETE`, `NETWORK_CONNECT`; others are accepted. */
    action_type: "tools/call" | "PROCESS_EXEC" | "FILE_READ" | "FILE_WRITE" | "FILE_DELETE" | "NETWORK_CONNECT" | (string & {});
    /** @description The session it belongs to; events of one session stay in order. */
    session_id: string;
    /** @description The agent, for example `ne-pid-59247`. */
    agent_id: string;
    /** @description The tool that was called. */
    tool_name?: string;
    /** @description The tool's arguments as JSON text. Handed on as it is, even when it is not valid JSON. */
    arguments_json?: string;
    /** @description What the policy decided. Known values: `allow`, `block`, `flag`, `deny`, `require_approval`; others are accepted. */
    decision?: "allow" | "block" | "flag" | "deny" | "require_approval" | (string & {});
    /** @description String values by name; platform-specific data belongs here. */
    labels?: {
        [key: string]: string;
    };
    /** @description 0–100. Scored by the pipeline when absent. */
    risk_score?: number;
    [key: string]: unknown;
}

/** @description The service takes requests. */
export interface Ready {
    /**
     * @description Always `ready`.
     * @enum {string}
     */
    status: "ready";
}

/** @description The machine is registered. */
export interface RegisteredMachine {
    /**
     * Format: uuid
     * @description The cloud's id of the machine, not the fingerprint that was sent.
     */
    machine_id: string;
    /** @description The organisation that the token belongs to. */
    org_id: string;
    /** @description The token for later calls. Shown once. */
    service_token: string;
}

/**
 * @description Aggregate risk statistics of a session.
 * @example {
 *       "total_events": 47,
 *       "max_risk": 35,
 *       "avg_risk": 8
 *     }
 */
export interface RiskSummary {
    /** @description All events of the session. */
    total_events: number;
    /** @description The highest score; 0 where there is none. */
    max_risk: number;
    /** @description The mean score, rounded half up to an integer; 0 where there is none. */
    avg_risk: number;
}

/**
 * @description How to rotate.
 * @example {
 *       "grace_seconds": 3600
 *     }
 */
export interface RotateTokenRequest {
    /**
     * @description Seconds for which the old token still works, at most a week.
     * @default 0
     */
    grace_seconds?: number;
}

/**
 * @description A session as lists and streams show it.
 * @example {
 *       "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
 *       "session_name": "Fix auth middleware",
 *       "model": "claude-sonnet-4-20250514",
 *       "signing_id": "com.anthropic.claude-code",
 *       "state": "ended",
 *       "platform": "claude-code",
 *       "parent_id": null,
 *       "started_at": "2026-04-12T14:00:00Z",
 *       "ended_at": "2026-04-12T14:45:00Z"
 *     }
 */
export interface Session {
    /** @description The session. */
    id: string;
    /** @description Human-readable session name; null while unknown. */
    session_name: string | null;
    /** @description LLM model used; null while unknown. */
    model: string | null;
    /** @description Code signing identity of the agent process; null while unknown. */
    signing_id: string | null;
    state: SessionState;
    /** @description Agent platform; null while unknown. */
    platform: string | null;
    /** @description The parent session; null for a root. It may be unknown. */
    parent_id: string | null;
    /**
     * Format: date-time
     * @description When the session began: the earliest time known.
     */
    started_at: string;
    /**
     * Format: date-time
     * @description When the session ended; null while it has not.
     */
    ended_at: string | null;
}

/** @description Direct child sessions, oldest first. */
export interface SessionChildren {
    /** @description The child sessions. */
    children: Session[];
    /** @description Pass it as `cursor` to read on; null at the end. */
    next_cursor: string | null;
}

/**
 * @description A session with its direct children and its risk summary.
 * @example {
 *       "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
 *       "session_name": "Fix auth middleware",
 *       "model": "claude-sonnet-4-20250514",
 *       "signing_id": "com.anthropic.claude-code",
 *       "state": "ended",
 *       "platform": "claude-code",
 *       "parent_id": null,
 *       "started_at": "2026-04-12T14:00:00Z",
 *       "ended_at": "2026-04-12T14:45:00Z",
 *       "children": [],
 *       "risk_summary": {
 *         "total_events": 47,
 *         "max_risk": 35,
 *         "avg_risk": 8
 *       }
 *     }
 */
export interface SessionDetail {
    /** @description The session. */
    id: string;
    /** @description Human-readable session name; null while unknown. */
    session_name: string | null;
    /** @description LLM model used; null while unknown. */
    model: string | null;
    /** @description Code signing identity of the agent process; null while unknown. */
    signing_id: string | null;
    state: SessionState;
    /** @description Agent platform; null while unknown. */
    platform: string | null;
    /** @description The parent session; null for a root. It may be unknown. */
    parent_id: string | null;
    /**
     * Format: date-time
     * @description When the session began: the earliest time known.
     */
    started_at: string;
    /**
     * Format: date-time
     * @description When the session ended; null while it has not.
     */
    ended_at: string | null;
    /** @description The direct child sessions, oldest first: the first 1000; `listSessionChildren` has all. */
    children: Session[];
    risk_summary: RiskSummary;
}

/**
 * @description A session ends.
 * @example {
 *       "event_type": "session_end",
 *       "session_id": "59247-1777085379101",
 *       "ended_at": "2026-04-25T03:54:02Z"
 *     }
 */
export interface SessionEnd {
    /**
     * @description The transition. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event_type: "session_end";
    /** @description The session. */
    session_id: string;
    /** @description The agent, for example `ne-pid-59247`. */
    agent_id?: string;
    /** @description The directory the agent works in. */
    working_dir?: string;
    /**
     * Format: date-time
     * @description When the transition happened.
     */
    timestamp?: string;
    /** @description Human-readable session name. */
    session_name?: string;
    /** @description LLM model used. */
    model?: string;
    /** @description Code signing identity of the agent process. */
    signing_id?: string;
    /** @description The agent platform. Known values: `claude-code`, `claude-desktop`, `cursor`, `copilot`, `windsurf`, `kiro`, `codex`, `aider`, `cline`, `continue`, `augment`, `goose`, `gemini-cli`, `amp`, `zed`, `opencode`, `pearai`, `trae`, `void`, `devin`; others are accepted. */
    platform?: "claude-code" | "claude-desktop" | "cursor" | "copilot" | "windsurf" | "kiro" | "codex" | "aider" | "cline" | "continue" | "augment" | "goose" | "gemini-cli" | "amp" | "zed" | "opencode" | "pearai" | "trae" | "void" | "devin" | (string & {});
    /** @description The parent session; null for a root. */
    parent_id?: string | null;
    /**
     * Format: date-time
     * @description When the session began.
     */
    started_at?: string;
    /**
     * Format: date-time
     * @description When the session ended.
     */
    ended_at?: string;
    [key: string]: unknown;
}

/** @description Sessions, newest first. */
export interface SessionList {
    /** @description The sessions. */
    sessions: Session[];
    /** @description Pass it as `cursor` to read on; null at the end. */
    next_cursor: string | null;
}

/**
 * @description One of two forms: the event form (`event_type`, `session_id`; `started_at` for a `session_start`) or the state form (`session_id`, `state`, `timestamp`).
 * @example {
 *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
 *       "session_name": "Fix auth middleware",
 *       "model": "claude-sonnet-4-20250514",
 *       "signing_id": "com.anthropic.claude-code",
 *       "state": "active",
 *       "platform": "claude-code",
 *       "parent_id": null,
 *       "timestamp": "2026-04-12T14:00:00Z"
 *     }
 * @example {
 *       "event_type": "session_start",
 *       "session_id": "59247-1777085379101",
 *       "agent_id": "ne-pid-59247",
 *       "platform": "claude-code",
 *       "working_dir": "/Users/amer/project",
 *       "started_at": "2026-04-25T03:09:11Z"
 *     }
 */
export type SessionReport = LifecycleEvent | SessionStateReport;

/**
 * @description A session goes on.
 * @example {
 *       "event_type": "session_resume",
 *       "session_id": "59247-1777085379101",
 *       "timestamp": "2026-04-25T03:40:00Z"
 *     }
 */
export interface SessionResume {
    /**
     * @description The transition. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event_type: "session_resume";
    /** @description The session. */
    session_id: string;
    /** @description The agent, for example `ne-pid-59247`. */
    agent_id?: string;
    /** @description The directory the agent works in. */
    working_dir?: string;
    /**
     * Format: date-time
     * @description When the transition happened.
     */
    timestamp?: string;
    /** @description Human-readable session name. */
    session_name?: string;
    /** @description LLM model used. */
    model?: string;
    /** @description Code signing identity of the agent process. */
    signing_id?: string;
    /** @description The agent platform. Known values: `claude-code`, `claude-desktop`, `cursor`, `copilot`, `windsurf`, `kiro`, `codex`, `aider`, `cline`, `continue`, `augment`, `goose`, `gemini-cli`, `amp`, `zed`, `opencode`, `pearai`, `trae`, `void`, `devin`; others are accepted. */
    platform?: "claude-code" | "claude-desktop" | "cursor" | "copilot" | "windsurf" | "kiro" | "codex" | "aider" | "cline" | "continue" | "augment" | "goose" | "gemini-cli" | "amp" | "zed" | "opencode" | "pearai" | "trae" | "void" | "devin" | (string & {});
    /** @description The parent session; null for a root. */
    parent_id?: string | null;
    /**
     * Format: date-time
     * @description When the session began.
     */
    started_at?: string;
    /**
     * Format: date-time
     * @description When the session ended.
     */
    ended_at?: string;
    [key: string]: unknown;
}

/**
 * @description A session begins.
 * @example {
 *       "event_type": "session_start",
 *       "session_id": "59247-1777085379101",
 *       "agent_id": "ne-pid-59247",
 *       "platform": "claude-code",
 *       "working_dir": "/Users/amer/project",
 *       "started_at": "2026-04-25T03:09:11Z"
 *     }
 */
export interface SessionStart {
    /**
     * @description The transition. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event_type: "session_start";
    /** @description The session. */
    session_id: string;
    /** @description The agent, for example `ne-pid-59247`. */
    agent_id?: string;
    /** @description The directory the agent works in. */
    working_dir?: string;
    /**
     * Format: date-time
     * @description When the transition happened.
     */
    timestamp?: string;
    /** @description Human-readable session name. */
    session_name?: string;
    /** @description LLM model used. */
    model?: string;
    /** @description Code signing identity of the agent process. */
    signing_id?: string;
    /** @description The agent platform. Known values: `claude-code`, `claude-desktop`, `cursor`, `copilot`, `windsurf`, `kiro`, `codex`, `aider`, `cline`, `continue`, `augment`, `goose`, `gemini-cli`, `amp`, `zed`, `opencode`, `pearai`, `trae`, `void`, `devin`; others are accepted. */
    platform?: "claude-code" | "claude-desktop" | "cursor" | "copilot" | "windsurf" | "kiro" | "codex" | "aider" | "cline" | "continue" | "augment" | "goose" | "gemini-cli" | "amp" | "zed" | "opencode" | "pearai" | "trae" | "void" | "devin" | (string & {});
    /** @description The parent session; null for a root. */
    parent_id?: string | null;
    /**
     * Format: date-time
     * @description When the session began.
     */
    started_at: string;
    /**
     * Format: date-time
     * @description When the session ended.
     */
    ended_at?: string;
    [key: string]: unknown;
}

/**
 * @description The state of a session.
 * @enum {string}
 */
export type SessionState = "active" | "idle" | "ended";

/**
 * @description The state form of a session report: the state it is in.
 * @example {
 *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
 *       "session_name": "Fix auth middleware",
 *       "model": "claude-sonnet-4-20250514",
 *       "signing_id": "com.anthropic.claude-code",
 *       "state": "active",
 *       "platform": "claude-code",
 *       "parent_id": null,
 *       "timestamp": "2026-04-12T14:00:00Z"
 *     }
 */
export interface SessionStateReport {
    /** @description The session. */
    session_id: string;
    state: SessionState;
    /**
     * Format: date-time
     * @description When the session was in that state.
     */
    timestamp: string;
    /** @description Human-readable session name. */
    session_name?: string;
    /** @description LLM model used. */
    model?: string;
    /** @description Code signing identity of the agent process. */
    signing_id?: string;
    /** @description The agent platform. Known values: `claude-code`, `claude-desktop`, `cursor`, `copilot`, `windsurf`, `kiro`, `codex`, `aider`, `cline`, `continue`, `augment`, `goose`, `gemini-cli`, `amp`, `zed`, `opencode`, `pearai`, `trae`, `void`, `devin`; others are accepted. */
    platform?: "claude-code" | "claude-desktop" | "cursor" | "copilot" | "windsurf" | "kiro" | "codex" | "aider" | "cline" | "continue" | "augment" | "goose" | "gemini-cli" | "amp" | "zed" | "opencode" | "pearai" | "trae" | "void" | "devin" | (string & {});
    /** @description The parent session; null for a root. */
    parent_id?: string | null;
    [key: string]: unknown;
}

/**
 * @description A token, without its raw value.
 * @example {
 *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
 *       "name": "production-fleet-01",
 *       "type": "service",
 *       "created_at": "2026-04-12T14:00:00Z",
 *       "expires_at": null,
 *       "last_used_at": "2026-04-25T03:09:32Z",
 *       "revoked_at": null
 *     }
 */
export interface Token {
    /**
     * Format: uuid
     * @description The token’s id; not a secret.
     */
    id: string;
    /** @description What the token is for. */
    name: string;
    type: TokenType;
    /**
     * Format: date-time
     * @description When it was minted.
     */
    created_at: string;
    /**
     * Format: date-time
     * @description When it stops working; null for never.
     */
    expires_at: string | null;
    /**
     * Format: date-time
     * @description When it was last used, to the minute; null for never.
     */
    last_used_at: string | null;
    /**
     * Format: date-time
     * @description When it was revoked; null while it is good.
     */
    revoked_at: string | null;
}

/**
 * @description A new token.
 * @example {
 *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
 *       "name": "production-fleet-01",
 *       "type": "service",
 *       "token": "qt_deploy_YOUR_TOKEN",
 *       "created_at": "2026-04-12T14:00:00Z",
 *       "expires_at": null
 *     }
 */
export interface TokenCreated {
    /**
     * Format: uuid
     * @description The token’s id; not a secret.
     */
    id: string;
    /** @description What the token is for. */
    name: string;
    type: TokenType;
    /** @description The raw token. Shown this once; only its SHA-256 is stored. */
    token: string;
    /**
     * Format: date-time
     * @description When it was minted.
     */
    created_at: string;
    /**
     * Format: date-time
     * @description When it stops working; null for never.
     */
    expires_at: string | null;
}

/** @description Tokens, newest first; never their raw values. */
export interface TokenList {
    /** @description The tokens. */
    tokens: Token[];
    /** @description Pass it as `cursor` to read on; null at the end. */
    next_cursor: string | null;
}

/**
 * @description `install` and `enrollment` are single-use and register a machine; `service` and `personal` ingest and read.
 * @enum {string}
 */
export type TokenType = "install" | "enrollment" | "service" | "personal";

export interface ListSessionsQuery {
    /** @description Only sessions in this state. */
    state?: "active" | "idle" | "ended";
    /** @description Only sessions of this platform. */
    platform?: string;
    /** @description `true`: only sessions without a parent. */
    root_only?: boolean;
    /** @description Only sessions started at or after this time. */
    since?: string;
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface ListSessionEventsQuery {
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface ListSessionChildrenQuery {
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface ListEventsQuery {
    /** @description Only events of this agent. */
    agent_id?: string;
    /** @description Only events of this session. */
    session_id?: string;
    /** @description Only events with this action. */
    action_type?: string;
    /** @description Only events with this tool. */
    tool_name?: string;
    /** @description Only events with this decision. */
    decision?: string;
    /** @description Only events with at least this score. */
    risk_min?: number;
    /** @description Only events with at most this score. */
    risk_max?: number;
    /** @description Only events at or after this time. */
    since?: string;
    /** @description Only events at or before this time. */
    until?: string;
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface GetEventStatsQuery {
    /** @description Count events at or after this time. */
    since?: string;
    /** @description Count events at or before this time. */
    until?: string;
}

export interface ListAlertsQuery {
    /** @description Only alerts of this severity. */
    severity?: "critical" | "high" | "medium" | "low";
    /** @description Only alerts of this session. */
    session_id?: string;
    /** @description Only alerts at or after this time. */
    since?: string;
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface ListTokensQuery {
    /** @description Items per page. */
    limit?: number;
    /** @description `next_cursor` of the page before. Opaque: pass it back as it came. */
    cursor?: string;
}

export interface paths {
    "/v1/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ingest a batch of events
         * @description Takes 1–500 events, at most 10 MB decoded, plain or gzip. All of the batch is taken, or, with an error that lists every invalid event, nothing of it. Safe to repeat: an event is stored once, by `event_id`. Rate-limited per organisation.
         */
        post: operations["ingestEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a session lifecycle event
         * @description Takes one of two forms: a transition (`event_type`), or the state that the session is in (`state`). Rate-limited per organisation; meant for the daemon.
         */
        post: operations["ingestSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a session
         * @description The session with its direct children and its risk summary.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Newest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events of a session
         * @description Oldest first, by timestamp.
         */
        get: operations["listSessionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the direct children of a session
         * @description Oldest first.
         */
        get: operations["listSessionChildren"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description Newest first, by timestamp.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an event
         * @description By the `event_id` it was sent with.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read event statistics
         * @description Counts and risk distribution; of the last 24 hours unless a span is given.
         */
        get: operations["getEventStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts
         * @description Newest first.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/machines/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a machine
         * @description Exchanges a single-use install or enrollment token for a service token. Of two simultaneous calls with one token exactly one succeeds; an invalid body does not spend the token.
         */
        post: operations["registerMachine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deploy-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens
         * @description Newest first, without their raw values.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a token
         * @description The raw token is in this answer and nowhere else. An `expires_at` that is past is refused.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deploy-tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a service token
         * @description Mints its successor, with the same name and expiry. The old one works for the grace period, by default not at all. 409 for what is no service token, or one that works no longer or was rotated before.
         */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deploy-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description Effective at once: the next request with it is answered 401. To revoke it again changes nothing.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow sessions and alerts live
         * @description Server-sent events. `session.upserted` carries a `Session`, `alert.created` an `Alert`, each as one line of JSON; `reset` says that the replay buffer no longer reaches back to `Last-Event-ID`, so read the lists again. A comment every 15 s keeps the line open; a client that reads too slowly is cut off.
         */
        get: operations["stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive
         * @description Liveness.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the service take requests
         * @description Readiness.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A rule fired.
         * @example {
         *       "id": "2b9f1d04-8c3e-5d0a-9f61-6f2f0f7b1a22",
         *       "rule_id": "blocked-decision",
         *       "severity": "high",
         *       "title": "A blocked action",
         *       "session_id": "59247-1777085379101",
         *       "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
         *       "agent_id": "ne-pid-59247",
         *       "platform": "claude-code",
         *       "risk_score": 75,
         *       "created_at": "2026-04-25T03:09:32.138Z"
         *     }
         */
        Alert: Alert;
        /** @description Alerts, newest first. */
        AlertList: AlertList;
        /**
         * @description How grave an alert is.
         * @enum {string}
         */
        AlertSeverity: AlertSeverity;
        /**
         * @description A token to be minted.
         * @example {
         *       "name": "production-fleet-01"
         *     }
         */
        CreateTokenRequest: CreateTokenRequest;
        /**
         * @description The body of every error.
         * @example {
         *       "error": "Authorization header required",
         *       "code": "unauthorized",
         *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
         *     }
         */
        ErrorBody: ErrorBody;
        /** @description One problem of a request. */
        ErrorIssue: ErrorIssue;
        /** @description Events: newest first; those of one session oldest first. */
        EventList: EventList;
        /**
         * @description An event as it is read back, with every field that was sent and the `org_id` of the sender. A sent `id`, `arguments` or `org_id` gives way to the ones here.
         * @example {
         *       "id": "550e8400-e29b-41d4-a716-446655440000",
         *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
         *       "agent_id": "claude-code",
         *       "action_type": "PROCESS_EXEC",
         *       "tool_name": "curl",
         *       "arguments": [
         *         "-X",
         *         "POST",
         *         "https://api.example.com/data"
         *       ],
         *       "risk_score": 45,
         *       "decision": "allow",
         *       "timestamp": "2026-04-12T14:32:00Z"
         *     }
         */
        EventRecord: EventRecord;
        /** @description Counts and risk distribution over a span of time. */
        EventStats: EventStats;
        /** @description The process is alive. */
        Health: Health;
        /**
         * @description 1–500 events, at most 10485760 bytes.
         * @example {
         *       "events": [
         *         {
         *           "schema_version": 2,
         *           "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
         *           "timestamp": "2026-04-25T03:09:32.138Z",
         *           "source": "proxy",
         *           "platform": "claude-code",
         *           "action_type": "tools/call",
         *           "session_id": "59247-1777085379101",
         *           "agent_id": "ne-pid-59247",
         *           "tool_name": "Bash",
         *           "arguments_json": "{\"command\":\"npm test\"}",
         *           "decision": "allow",
         *           "labels": {
         *             "process_name": "claude",
         *             "process_pid": "59247"
         *           }
         *         }
         *       ]
         *     }
         */
        IngestRequest: IngestRequest;
        /** @description What became of the batch. */
        IngestResponse: IngestResponse;
        /** @description The report was taken. */
        IngestSessionResponse: IngestSessionResponse;
        /**
         * @description The event form of a session report: a transition.
         * @example {
         *       "event_type": "session_start",
         *       "session_id": "59247-1777085379101",
         *       "agent_id": "ne-pid-59247",
         *       "platform": "claude-code",
         *       "working_dir": "/Users/amer/project",
         *       "started_at": "2026-04-25T03:09:11Z"
         *     }
         */
        LifecycleEvent: LifecycleEvent;
        /**
         * @description A machine introduces itself.
         * @example {
         *       "machine_id": "3f8a1c5e9b7d4260a1b2c3d4e5f60718",
         *       "hostname": "dev-laptop",
         *       "os": "darwin",
         *       "arch": "arm64",
         *       "agent_version": "1.0.3"
         *     }
         */
        MachineRegistration: MachineRegistration;
        /**
         * @description One captured event, schema v2. Unknown fields are kept; they may be nested 2000 levels deep.
         * @example {
         *       "schema_version": 2,
         *       "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
         *       "timestamp": "2026-04-25T03:09:32.138Z",
         *       "source": "proxy",
         *       "platform": "claude-code",
         *       "action_type": "tools/call",
         *       "session_id": "59247-1777085379101",
         *       "agent_id": "ne-pid-59247",
         *       "tool_name": "Bash",
         *       "arguments_json": "{\"command\":\"npm test\"}",
         *       "decision": "allow",
         *       "labels": {
         *         "process_name": "claude",
         *         "process_pid": "59247"
         *       }
         *     }
         */
        QuintEvent: QuintEvent;
        /** @description The service takes requests. */
        Ready: Ready;
        /** @description The machine is registered. */
        RegisteredMachine: RegisteredMachine;
        /**
         * @description Aggregate risk statistics of a session.
         * @example {
         *       "total_events": 47,
         *       "max_risk": 35,
         *       "avg_risk": 8
         *     }
         */
        RiskSummary: RiskSummary;
        /**
         * @description How to rotate.
         * @example {
         *       "grace_seconds": 3600
         *     }
         */
        RotateTokenRequest: RotateTokenRequest;
        /**
         * @description A session as lists and streams show it.
         * @example {
         *       "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
         *       "session_name": "Fix auth middleware",
         *       "model": "claude-sonnet-4-20250514",
         *       "signing_id": "com.anthropic.claude-code",
         *       "state": "ended",
         *       "platform": "claude-code",
         *       "parent_id": null,
         *       "started_at": "2026-04-12T14:00:00Z",
         *       "ended_at": "2026-04-12T14:45:00Z"
         *     }
         */
        Session: Session;
        /** @description Direct child sessions, oldest first. */
        SessionChildren: SessionChildren;
        /**
         * @description A session with its direct children and its risk summary.
         * @example {
         *       "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
         *       "session_name": "Fix auth middleware",
         *       "model": "claude-sonnet-4-20250514",
         *       "signing_id": "com.anthropic.claude-code",
         *       "state": "ended",
         *       "platform": "claude-code",
         *       "parent_id": null,
         *       "started_at": "2026-04-12T14:00:00Z",
         *       "ended_at": "2026-04-12T14:45:00Z",
         *       "children": [],
         *       "risk_summary": {
         *         "total_events": 47,
         *         "max_risk": 35,
         *         "avg_risk": 8
         *       }
         *     }
         */
        SessionDetail: SessionDetail;
        /**
         * @description A session ends.
         * @example {
         *       "event_type": "session_end",
         *       "session_id": "59247-1777085379101",
         *       "ended_at": "2026-04-25T03:54:02Z"
         *     }
         */
        SessionEnd: SessionEnd;
        /** @description Sessions, newest first. */
        SessionList: SessionList;
        /**
         * @description One of two forms: the event form (`event_type`, `session_id`; `started_at` for a `session_start`) or the state form (`session_id`, `state`, `timestamp`).
         * @example {
         *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
         *       "session_name": "Fix auth middleware",
         *       "model": "claude-sonnet-4-20250514",
         *       "signing_id": "com.anthropic.claude-code",
         *       "state": "active",
         *       "platform": "claude-code",
         *       "parent_id": null,
         *       "timestamp": "2026-04-12T14:00:00Z"
         *     }
         * @example {
         *       "event_type": "session_start",
         *       "session_id": "59247-1777085379101",
         *       "agent_id": "ne-pid-59247",
         *       "platform": "claude-code",
         *       "working_dir": "/Users/amer/project",
         *       "started_at": "2026-04-25T03:09:11Z"
         *     }
         */
        SessionReport: SessionReport;
        /**
         * @description A session goes on.
         * @example {
         *       "event_type": "session_resume",
         *       "session_id": "59247-1777085379101",
         *       "timestamp": "2026-04-25T03:40:00Z"
         *     }
         */
        SessionResume: SessionResume;
        /**
         * @description A session begins.
         * @example {
         *       "event_type": "session_start",
         *       "session_id": "59247-1777085379101",
         *       "agent_id": "ne-pid-59247",
         *       "platform": "claude-code",
         *       "working_dir": "/Users/amer/project",
         *       "started_at": "2026-04-25T03:09:11Z"
         *     }
         */
        SessionStart: SessionStart;
        /**
         * @description The state of a session.
         * @enum {string}
         */
        SessionState: SessionState;
        /**
         * @description The state form of a session report: the state it is in.
         * @example {
         *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
         *       "session_name": "Fix auth middleware",
         *       "model": "claude-sonnet-4-20250514",
         *       "signing_id": "com.anthropic.claude-code",
         *       "state": "active",
         *       "platform": "claude-code",
         *       "parent_id": null,
         *       "timestamp": "2026-04-12T14:00:00Z"
         *     }
         */
        SessionStateReport: SessionStateReport;
        /**
         * @description A token, without its raw value.
         * @example {
         *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
         *       "name": "production-fleet-01",
         *       "type": "service",
         *       "created_at": "2026-04-12T14:00:00Z",
         *       "expires_at": null,
         *       "last_used_at": "2026-04-25T03:09:32Z",
         *       "revoked_at": null
         *     }
         */
        Token: Token;
        /**
         * @description A new token.
         * @example {
         *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
         *       "name": "production-fleet-01",
         *       "type": "service",
         *       "token": "qt_deploy_YOUR_TOKEN",
         *       "created_at": "2026-04-12T14:00:00Z",
         *       "expires_at": null
         *     }
         */
        TokenCreated: TokenCreated;
        /** @description Tokens, newest first; never their raw values. */
        TokenList: TokenList;
        /**
         * @description `install` and `enrollment` are single-use and register a machine; `service` and `personal` ingest and read.
         * @enum {string}
         */
        TokenType: TokenType;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ingestEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": IngestRequest;
            };
        };
        responses: {
            /** @description The events are in every queue. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description What is left: `r` requests, and `t` seconds until all of them are there again. A structured field. */
                    RateLimit?: string;
                    /** @description The limit: `q` requests per `w` seconds and organisation. A structured field. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ingested": 1,
                     *       "duplicates": 0
                     *     }
                     */
                    "application/json": IngestResponse;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `payload_too_large`: The body is over 10 MB. */
            413: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is over 10 MB.",
                     *       "code": "payload_too_large",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unsupported_media_type`: The body is not `application/json`, or its encoding is unknown. */
            415: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is not `application/json`, or its encoding is unknown.",
                     *       "code": "unsupported_media_type",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `rate_limited`: Over the rate limit; wait for `Retry-After`. */
            429: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    /** @description What is left: `r` requests, and `t` seconds until all of them are there again. A structured field. */
                    RateLimit?: string;
                    /** @description The limit: `q` requests per `w` seconds and organisation. A structured field. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Over the rate limit; wait for `Retry-After`.",
                     *       "code": "rate_limited",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    ingestSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": SessionReport;
            };
        };
        responses: {
            /** @description The report is in the sessions queue. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description What is left: `r` requests, and `t` seconds until all of them are there again. A structured field. */
                    RateLimit?: string;
                    /** @description The limit: `q` requests per `w` seconds and organisation. A structured field. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true
                     *     }
                     */
                    "application/json": IngestSessionResponse;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `payload_too_large`: The body is over 10 MB. */
            413: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is over 10 MB.",
                     *       "code": "payload_too_large",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unsupported_media_type`: The body is not `application/json`, or its encoding is unknown. */
            415: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is not `application/json`, or its encoding is unknown.",
                     *       "code": "unsupported_media_type",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `rate_limited`: Over the rate limit; wait for `Retry-After`. */
            429: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    /** @description What is left: `r` requests, and `t` seconds until all of them are there again. A structured field. */
                    RateLimit?: string;
                    /** @description The limit: `q` requests per `w` seconds and organisation. A structured field. */
                    "RateLimit-Policy"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Over the rate limit; wait for `Retry-After`.",
                     *       "code": "rate_limited",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                     *       "session_name": "Fix auth middleware",
                     *       "model": "claude-sonnet-4-20250514",
                     *       "signing_id": "com.anthropic.claude-code",
                     *       "state": "ended",
                     *       "platform": "claude-code",
                     *       "parent_id": null,
                     *       "started_at": "2026-04-12T14:00:00Z",
                     *       "ended_at": "2026-04-12T14:45:00Z",
                     *       "children": [],
                     *       "risk_summary": {
                     *         "total_events": 47,
                     *         "max_risk": 35,
                     *         "avg_risk": 8
                     *       }
                     *     }
                     */
                    "application/json": SessionDetail;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: ListSessionsQuery;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessions": [
                     *         {
                     *           "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                     *           "session_name": "Fix auth middleware",
                     *           "model": "claude-sonnet-4-20250514",
                     *           "signing_id": "com.anthropic.claude-code",
                     *           "state": "ended",
                     *           "platform": "claude-code",
                     *           "parent_id": null,
                     *           "started_at": "2026-04-12T14:00:00Z",
                     *           "ended_at": "2026-04-12T14:45:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": SessionList;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listSessionEvents: {
        parameters: {
            query?: ListSessionEventsQuery;
            header?: never;
            path: {
                /** @description The session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                     *           "agent_id": "claude-code",
                     *           "action_type": "PROCESS_EXEC",
                     *           "tool_name": "curl",
                     *           "arguments": [
                     *             "-X",
                     *             "POST",
                     *             "https://api.example.com/data"
                     *           ],
                     *           "risk_score": 45,
                     *           "decision": "allow",
                     *           "timestamp": "2026-04-12T14:32:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": EventList;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listSessionChildren: {
        parameters: {
            query?: ListSessionChildrenQuery;
            header?: never;
            path: {
                /** @description The session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sessions. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "children": [],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": SessionChildren;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: ListEventsQuery;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "id": "550e8400-e29b-41d4-a716-446655440000",
                     *           "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                     *           "agent_id": "claude-code",
                     *           "action_type": "PROCESS_EXEC",
                     *           "tool_name": "curl",
                     *           "arguments": [
                     *             "-X",
                     *             "POST",
                     *             "https://api.example.com/data"
                     *           ],
                     *           "risk_score": 45,
                     *           "decision": "allow",
                     *           "timestamp": "2026-04-12T14:32:00Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": EventList;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The `event_id`. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "550e8400-e29b-41d4-a716-446655440000",
                     *       "session_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                     *       "agent_id": "claude-code",
                     *       "action_type": "PROCESS_EXEC",
                     *       "tool_name": "curl",
                     *       "arguments": [
                     *         "-X",
                     *         "POST",
                     *         "https://api.example.com/data"
                     *       ],
                     *       "risk_score": 45,
                     *       "decision": "allow",
                     *       "timestamp": "2026-04-12T14:32:00Z"
                     *     }
                     */
                    "application/json": EventRecord;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    getEventStats: {
        parameters: {
            query?: GetEventStatsQuery;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "since": "2026-04-24T03:54:02Z",
                     *       "until": "2026-04-25T03:54:02Z",
                     *       "total_events": 47,
                     *       "total_sessions": 1,
                     *       "decisions": {
                     *         "allow": 46,
                     *         "block": 1
                     *       },
                     *       "risk_distribution": {
                     *         "none": 30,
                     *         "low": 15,
                     *         "medium": 2,
                     *         "high": 0,
                     *         "critical": 0
                     *       },
                     *       "max_risk": 35,
                     *       "avg_risk": 8
                     *     }
                     */
                    "application/json": EventStats;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: ListAlertsQuery;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "alerts": [
                     *         {
                     *           "id": "2b9f1d04-8c3e-5d0a-9f61-6f2f0f7b1a22",
                     *           "rule_id": "blocked-decision",
                     *           "severity": "high",
                     *           "title": "A blocked action",
                     *           "session_id": "59247-1777085379101",
                     *           "event_id": "0b8f7c1e-52a7-4c43-9d7e-3f1f6a1c2d10",
                     *           "agent_id": "ne-pid-59247",
                     *           "platform": "claude-code",
                     *           "risk_score": 75,
                     *           "created_at": "2026-04-25T03:09:32.138Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": AlertList;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    registerMachine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": MachineRegistration;
            };
        };
        responses: {
            /** @description The machine is registered. */
            201: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "machine_id": "c1a9b7d2-6f0e-4d3b-8a55-2e7f90b1c3d4",
                     *       "org_id": "org_local",
                     *       "service_token": "qt_deploy_YOUR_TOKEN"
                     *     }
                     */
                    "application/json": RegisteredMachine;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `token_spent`: The single-use token has been used. */
            409: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The single-use token has been used.",
                     *       "code": "token_spent",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `payload_too_large`: The body is over 10 MB. */
            413: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is over 10 MB.",
                     *       "code": "payload_too_large",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unsupported_media_type`: The body is not `application/json`, or its encoding is unknown. */
            415: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is not `application/json`, or its encoding is unknown.",
                     *       "code": "unsupported_media_type",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: ListTokensQuery;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tokens. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokens": [
                     *         {
                     *           "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
                     *           "name": "production-fleet-01",
                     *           "type": "service",
                     *           "created_at": "2026-04-12T14:00:00Z",
                     *           "expires_at": null,
                     *           "last_used_at": "2026-04-25T03:09:32Z",
                     *           "revoked_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": TokenList;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": CreateTokenRequest;
            };
        };
        responses: {
            /** @description The token. */
            201: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
                     *       "name": "production-fleet-01",
                     *       "type": "service",
                     *       "token": "qt_deploy_YOUR_TOKEN",
                     *       "created_at": "2026-04-12T14:00:00Z",
                     *       "expires_at": null
                     *     }
                     */
                    "application/json": TokenCreated;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `payload_too_large`: The body is over 10 MB. */
            413: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is over 10 MB.",
                     *       "code": "payload_too_large",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unsupported_media_type`: The body is not `application/json`, or its encoding is unknown. */
            415: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is not `application/json`, or its encoding is unknown.",
                     *       "code": "unsupported_media_type",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    rotateToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token’s id, not its raw value. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": RotateTokenRequest;
            };
        };
        responses: {
            /** @description The successor. */
            201: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7d1c6a0e-3b52-4f0e-8a55-0a4b2f6f9c11",
                     *       "name": "production-fleet-01",
                     *       "type": "service",
                     *       "token": "qt_deploy_YOUR_TOKEN",
                     *       "created_at": "2026-04-12T14:00:00Z",
                     *       "expires_at": null
                     *     }
                     */
                    "application/json": TokenCreated;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. `invalid_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `conflict`: It would break a constraint. */
            409: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "It would break a constraint.",
                     *       "code": "conflict",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `payload_too_large`: The body is over 10 MB. */
            413: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is over 10 MB.",
                     *       "code": "payload_too_large",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unsupported_media_type`: The body is not `application/json`, or its encoding is unknown. */
            415: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The body is not `application/json`, or its encoding is unknown.",
                     *       "code": "unsupported_media_type",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token’s id, not its raw value. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is revoked. */
            204: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_found`: There is no such thing in this organisation. */
            404: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "There is no such thing in this organisation.",
                     *       "code": "not_found",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    stream: {
        parameters: {
            query?: never;
            header?: {
                /** @description Resume after the event with this id. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream of events. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 1
                     *     event: session.upserted
                     *     data: {"id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","session_name":"Fix auth middleware","model":"claude-sonnet-4-20250514","signing_id":"com.anthropic.claude-code","state":"ended","platform":"claude-code","parent_id":null,"started_at":"2026-04-12T14:00:00Z","ended_at":"2026-04-12T14:45:00Z"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description `validation_failed`: The request breaks the contract; see `issues`. */
            400: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The request breaks the contract; see `issues`.",
                     *       "code": "validation_failed",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unauthorized`: No credential, or one that is unknown, revoked or expired. */
            401: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Always `Bearer`. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "No credential, or one that is unknown, revoked or expired.",
                     *       "code": "unauthorized",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `insufficient_permissions`: The credential is of the wrong type. */
            403: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The credential is of the wrong type.",
                     *       "code": "insufficient_permissions",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": Health;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": Ready;
                };
            };
            /** @description `not_acceptable`: The `Accept` header excludes what is answered. */
            406: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "The `Accept` header excludes what is answered.",
                     *       "code": "not_acceptable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `internal`: A fault of the server. */
            500: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "A fault of the server.",
                     *       "code": "internal",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
            /** @description `unavailable`: Not now; wait for `Retry-After`. */
            503: {
                headers: {
                    /** @description Names the request; errors carry it as `request_id`. */
                    "x-request-id"?: string;
                    /** @description Whole seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "Not now; wait for `Retry-After`.",
                     *       "code": "unavailable",
                     *       "request_id": "5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10"
                     *     }
                     */
                    "application/json": ErrorBody;
                };
            };
        };
    };
}
