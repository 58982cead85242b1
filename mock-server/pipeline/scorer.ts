import type { QuintEvent } from '../../spec/schemas/event.ts';
import {
  ANY_WORD,
  BASE_OF_ACTION,
  BASE_OF_HTTP_METHOD,
  BASE_OF_TOOL,
  BOOSTS,
  UNKNOWN_BASE,
} from './risk-table.ts';

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
  return BASE_OF_TOOL.find(({ tool }) => tool.test(tool_name))?.base ?? UNKNOWN_BASE;
}

function baseOfAction(action: string): number {
  // `http:{domain}:{method}.{slug}`
  const method = action.startsWith('http:') ? action.split(':').at(-1)!.split('.')[0]! : undefined;
  return (method ? BASE_OF_HTTP_METHOD.get(method) : BASE_OF_ACTION.get(action)) ?? UNKNOWN_BASE;
}
