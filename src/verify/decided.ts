import type { OperationId } from '../../spec/operations.ts';

/** Operations that no document of the product shows: a server may well lack them (contract.md §1). */
const OPERATIONS: ReadonlySet<OperationId> = new Set(['listAlerts', 'rotateToken', 'revokeToken']);

/** Operations whose path is of our making: a server may have them elsewhere, or not at all. */
const PATHS: ReadonlySet<OperationId> = new Set([...OPERATIONS, 'stream']);

/** Answers to what is not there. */
const MISSING: ReadonlySet<number> = new Set([404, 405, 501]);

/** Operations of which it is not documented with which of the 2xx they succeed. */
const STATUSES: ReadonlySet<OperationId> = new Set([
  ...OPERATIONS,
  'ingestEvents',
  'registerMachine',
  'createToken',
]);

const EVENT_RECORD = ['tool_name', 'decision'];
const SESSION = ['session_name', 'model', 'signing_id', 'platform'];

/**
 * Places in the bodies of answers that no document of the product shows: contract.md decided them. Where
 * one is missing or has another form, that is a warning. `''` is the whole body, `*` any element.
 */
const PLACES: { readonly [id in OperationId]?: readonly string[] } = {
  ingestEvents: [''],
  getEventStats: [''],
  listAlerts: [''],
  listTokens: [''],
  registerMachine: [''],
  createToken: ['/type', '/expires_at'],
  rotateToken: [''],
  health: [''],
  ready: [''],
  // Documented is the field; what stands there when nothing was sent is not.
  getEvent: EVENT_RECORD.map((field) => `/${field}`),
  listEvents: EVENT_RECORD.map((field) => `/events/*/${field}`),
  // The page's own example shows less than the others do.
  listSessionEvents: [...EVENT_RECORD, 'session_id', 'agent_id'].map(
    (field) => `/events/*/${field}`,
  ),
  getSession: [...SESSION.map((field) => `/${field}`), '/children/*'],
  listSessions: SESSION.map((field) => `/sessions/*/${field}`),
  listSessionChildren: SESSION.map((field) => `/children/*/${field}`),
};

/** Whether an operation as a whole is of our making. */
export function isOurs(operation: OperationId): boolean {
  return OPERATIONS.has(operation);
}

/** Whether a status says that an operation is not there, where it need not be. */
export function isMissing(operation: OperationId, status: number): boolean {
  return PATHS.has(operation) && MISSING.has(status);
}

/** Whether the very status of its success is of our making; that it is a 2xx never is. */
export function isStatusDecided(operation: OperationId): boolean {
  return STATUSES.has(operation);
}

/** Whether a place in the success body of an operation is of our making. */
export function isDecided(operation: OperationId, path: readonly PropertyKey[]): boolean {
  if (path[0] === 'next_cursor') return true;
  return PLACES[operation]?.some((place) => lies(path, place.split('/').slice(1))) ?? false;
}

function lies(path: readonly PropertyKey[], place: readonly string[]): boolean {
  return place.every((part, index) => part === '*' || part === String(path[index]));
}
