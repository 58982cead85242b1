import type { QuintEvent } from '../../spec/schemas/event.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import {
  ANY_WORD,
  BASE_OF_ACTION,
  BASE_OF_HTTP_METHOD,
  BASE_OF_TOOL,
  BOOSTS,
  UNKNOWN_BASE,
} from './risk-table.ts';

// A few dozen tools make nearly all events: their bases are noted, which halves the time of a score.
const LONGEST_NOTED = 64;
const notedBases = new BoundedMap<string, number>(1_000);

/** 0–100: the base of the tool or action, and a boost for each word of danger in its arguments. */
export function score(event: QuintEvent): number {
  let risk = baseOf(event);
  const text = event.arguments_json;
  if (text && ANY_WORD.test(text)) {
    const lower = text.toLowerCase();
    for (const { words, boost } of BOOSTS)
      if (words.some((word) => lower.includes(word))) risk += boost;
  }
  return Math.min(risk, 100);
}

function baseOf({ tool_name, action_type }: QuintEvent): number {
  if (!tool_name) return baseOfAction(action_type);
  if (tool_name.length > LONGEST_NOTED) return baseOfTool(tool_name);
  let base = notedBases.get(tool_name);
  if (base === undefined) notedBases.set(tool_name, (base = baseOfTool(tool_name)));
  return base;
}

function baseOfTool(name: string): number {
  return BASE_OF_TOOL.find(({ tool }) => tool.test(name))?.base ?? UNKNOWN_BASE;
}

function baseOfAction(action: string): number {
  // `http:{domain}:{method}.{slug}`
  const method = action.startsWith('http:') ? action.split(':').at(-1)!.split('.')[0]! : undefined;
  return (method ? BASE_OF_HTTP_METHOD.get(method) : BASE_OF_ACTION.get(action)) ?? UNKNOWN_BASE;
}
