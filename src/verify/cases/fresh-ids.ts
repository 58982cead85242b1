import type { Ids } from '../ids.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Where a UUID says of which version and variant it is. */
const VERSION_AND_VARIANT = [14, 19];
/** `{root process}-{start}`, and what may follow. */
const PROCESS = /^\d+-\d+/;
const LONG = 90;

const IDS = { event_id: freshUuid, session_id: freshSession, parent_id: freshSession };

/**
 * The same body with ids that nobody has sent before: a server remembers those of the runs before. What
 * was equal stays equal, and every id keeps its form.
 */
export function freshened(body: unknown, ids: Ids, known = new Map<string, string>()): unknown {
  if (Array.isArray(body)) return body.map((each) => freshened(each, ids, known));
  if (typeof body !== 'object' || body === null) return body;
  const fresh: Record<string, unknown> = { ...body };
  if ('events' in fresh) fresh['events'] = freshened(fresh['events'], ids, known);
  for (const [key, freshFrom] of Object.entries(IDS)) {
    const id = fresh[key];
    if (typeof id !== 'string') continue;
    if (!known.has(id)) known.set(id, freshFrom(id, ids));
    fresh[key] = known.get(id);
  }
  return fresh;
}

/** Whether it is the nil or the max UUID, of which there are no others. */
export function isSpecialUuid(value: string): boolean {
  return /^[0-]+$|^[f-]+$/i.test(value);
}

/** Of the same version, variant and case. */
function freshUuid(value: string, ids: Ids): string {
  if (isSpecialUuid(value)) return value;
  const isUpper = value !== value.toLowerCase();
  const digits = [...(isUpper ? ids.uuid().toUpperCase() : ids.uuid())];
  for (const index of VERSION_AND_VARIANT) digits[index] = value[index]!;
  return digits.join('');
}

/** A UUID, a process and its start, one at the limit of the length, or any other. */
function freshSession(value: string, ids: Ids): string {
  // There is no other so short.
  if (value.length === 1) return value;
  if (UUID.test(value)) return freshUuid(value, ids);
  if (PROCESS.test(value)) return value.replace(PROCESS, () => ids.process());
  const fresh = ids.session();
  return value.length > LONG ? fresh.padEnd(value.length, 'x') : `${fresh}-${value}`;
}
