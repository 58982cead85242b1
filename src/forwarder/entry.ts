import type { QuintEvent } from '../../generated/types.ts';

/** An event on its way. */
export interface Entry {
  readonly event: QuintEvent;
  /** Its JSON, from the moment when it is needed on. */
  text: string | undefined;
  /** Where its line begins, when it was read from the overflow file. */
  readonly offset?: number;
}

/** Deeper ones are copied by way of their JSON. */
const DEEPEST = 32;

/** Bytes of the JSON of a number, `true`, `false` or `null`: at most. */
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
  const copy = copyOf(event, 1);
  if (copy && mostBytes(withId(copy)) <= limit) return { event: copy, text: undefined };
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
    : { event: copy, text };
}

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
    // A function, for it may have a `toJSON`.
    if (typeof each === 'bigint' || typeof each === 'function') return undefined;
    if (typeof each !== 'object' || each === null) continue;
    const inner = copyOf(each, depth + 1);
    if (!inner) return undefined;
    copy[key] = inner;
  }
  return copy as Value;
}

/** Counts an escape such as `\u001f`, six bytes, for every character. */
function mostBytes(value: object): number {
  let bytes = 2;
  for (const key in value) {
    const each = (value as Record<string, unknown>)[key];
    bytes += 6 * key.length + 4;
    if (typeof each === 'string') bytes += 6 * each.length + 2;
    else bytes += typeof each === 'object' && each !== null ? mostBytes(each) : SCALAR;
  }
  return bytes;
}
