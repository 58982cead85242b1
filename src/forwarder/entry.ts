import type { QuintEvent } from '../../generated/types.ts';

/** An event on its way. */
export interface Entry {
  readonly event: QuintEvent;
  /** Its JSON, where it was needed alone; see {@link textOf}. */
  text: string | undefined;
  /** Bytes of its JSON, at most. */
  readonly most?: number;
  /** Where its line begins, when it was read from the overflow file. */
  readonly offset?: number;
}

/** The JSON of an event. Many together are written faster than one by one. */
export function textOf(entry: Entry): string {
  return (entry.text ??= JSON.stringify(entry.event));
}

/** How many of them, from the first on, have so many bytes with the commas between; one at least. */
export function countThatFits(entries: readonly Entry[], bytes: number): number {
  const most = entries.reduce((sum, entry) => sum + (entry.most ?? Infinity) + 1, -1);
  if (most <= bytes) return entries.length;
  // Only now it pays to know exactly.
  let room = bytes + 1;
  const end = entries.findIndex((entry) => (room -= Buffer.byteLength(textOf(entry)) + 1) < 0);
  return end < 0 ? entries.length : Math.max(end, 1);
}

/** Deeper ones are copied by way of their JSON. */
const DEEPEST = 32;

/** Bytes of the JSON of a number, `true`, `false`, `null` or `{}`: at most. */
const SCALAR = 24;

/**
 * A copy of an event, so that the caller may change or reuse its object, and a limit to what it weighs.
 * Its JSON is written later, when it is sent, unless it may weigh too much or is not plain data.
 *
 * @param limit bytes of JSON
 * @returns why not, when it is no event that could be sent
 */
export function entryOf(event: QuintEvent, limit: number): Entry | string {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return NO_OBJECT;
  weight = FRAME_BYTES;
  const copy = copyOf(event, 1);
  if (copy && weight <= limit) return { event: withId(copy), text: undefined, most: weight };
  return entryFromJson(event, limit);
}

const NO_OBJECT = 'it is not an object';

function withId(event: QuintEvent): QuintEvent {
  event.event_id ??= crypto.randomUUID();
  return event;
}

function entryFromJson(event: QuintEvent, limit: number): Entry | string {
  let copy: QuintEvent;
  try {
    copy = JSON.parse(JSON.stringify(event)) as QuintEvent;
  } catch (error) {
    return `it cannot be written as JSON: ${(error as Error).message.split('\n', 1)[0]}`;
  }
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return NO_OBJECT;
  const text = JSON.stringify(withId(copy));
  const bytes = Buffer.byteLength(text);
  return bytes > limit
    ? `its JSON has ${bytes} bytes, and ${limit} can be sent`
    : { event: copy, text, most: bytes };
}

/** Of `{}`, and of `"event_id":"…",`, which may be added. */
const FRAME_BYTES = 52;

/**
 * Bytes of what {@link copyOf} has copied, as JSON, at most: an escape such as `\u001f`, six bytes, for
 * every character. Kept here, because to walk through the event once more would cost a third of the copy.
 */
let weight = 0;

/** `undefined` for what is not plain data, all the way down. */
function copyOf<Value extends object>(value: Value, depth: number): Value | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) {
    return undefined;
  }
  if (depth > DEEPEST || 'toJSON' in value) return undefined;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  for (const key in copy) {
    const each = copy[key];
    weight += 6 * key.length + 4;
    if (typeof each === 'string') {
      weight += 6 * each.length + 2;
      continue;
    }
    weight += SCALAR;
    // A function, for it may have a `toJSON`.
    if (typeof each === 'bigint' || typeof each === 'function') return undefined;
    if (typeof each !== 'object' || each === null) continue;
    const inner = copyOf(each, depth + 1);
    if (!inner) return undefined;
    copy[key] = inner;
  }
  return copy as Value;
}
