import { isUtf8 } from 'node:buffer';
import type { NewEvent } from '../../../src/forwarder/index.ts';

/** The object that a line holds, or why it holds none. `undefined`: the line is blank. */
export function eventOfLine(line: Buffer): NewEvent | string | undefined {
  // Decoded as it is, it would come out as something else.
  if (!isUtf8(line)) return 'is not UTF-8';
  const text = line.toString();
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as NewEvent) : 'is JSON, but not an object';
}
