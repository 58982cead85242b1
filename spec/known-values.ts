// The values seen in the product's pages and its public daemon. All of these sets are open.

/** Collectors. Only `proxy` is documented as a literal. */
export const SOURCES = ['proxy'] as const;

/** Agent platforms that the product detects. */
export const PLATFORMS = [
  'claude-code',
  'claude-desktop',
  'cursor',
  'copilot',
  'windsurf',
  'kiro',
  'codex',
  'aider',
  'cline',
  'continue',
  'augment',
  'goose',
  'gemini-cli',
  'amp',
  'zed',
  'opencode',
  'pearai',
  'trae',
  'void',
  'devin',
] as const;

/** The wire format's JSON-RPC method, and the five OS-level actions of the event endpoints. */
export const ACTION_TYPES = [
  'tools/call',
  'PROCESS_EXEC',
  'FILE_READ',
  'FILE_WRITE',
  'FILE_DELETE',
  'NETWORK_CONNECT',
] as const;

/** Decisions; `allow` and `block` are those of the API pages. */
export const DECISIONS = ['allow', 'block', 'flag', 'deny', 'require_approval'] as const;
