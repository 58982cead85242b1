import type { QuintEvent } from '../../../generated/types.ts';
import { LONGEST_LINE, type Line } from './lines.ts';

/** What is in a line: an event, nothing, or what is none, and why. */
export type LineContent =
  | { readonly kind: 'event'; readonly text: string; readonly event: QuintEvent }
  | { readonly kind: 'blank' }
  | { readonly kind: 'corrupt'; readonly why: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** That it is a JSON object makes a line an event: whether it is a good one, the server decides. */
export function contentOf({ bytes, isWhole }: Line): LineContent {
  if (!bytes) return corrupt(`it is longer than ${LONGEST_LINE} bytes`);
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return corrupt(isWhole ? 'it is not UTF-8' : CUT_OFF);
  }
  const json = text.trim();
  if (json === '') return { kind: 'blank' };
  // Where it can be seen at its ends, that is cheaper than an error of the parser.
  if (json.startsWith('{') && json.endsWith('}')) {
    try {
      return { kind: 'event', text: json, event: JSON.parse(json) as QuintEvent };
    } catch {
      // As it begins and ends, it can only be an object.
    }
  }
  return corrupt(isWhole ? 'it is not a JSON object' : CUT_OFF);
}

const CUT_OFF = 'it is cut off';

function corrupt(why: string): LineContent {
  return { kind: 'corrupt', why };
}
