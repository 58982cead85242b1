// The risk table of the product's public daemon (contract.md §7). Its history-based boosts are left
// out: a score depends on the event alone, so that it is the same at every redelivery.

/** First match wins. */
export const BASE_OF_TOOL: readonly { readonly tool: RegExp; readonly base: number }[] = [
  { tool: /^(?:delete|remove|rm)/i, base: 80 },
  { tool: /shell|bash/i, base: 75 },
  { tool: /execute|command/i, base: 70 },
  { tool: /run/i, base: 65 },
  { tool: /sql/i, base: 60 },
  { tool: /database/i, base: 55 },
  { tool: /^write/i, base: 50 },
  { tool: /^(?:update|edit)/i, base: 45 },
  { tool: /^create|query/i, base: 40 },
  { tool: /fetch|http|request/i, base: 35 },
  { tool: /^(?:read|get|search)/i, base: 10 },
  { tool: /^list/i, base: 5 },
];

/** For an action without a tool: the OS-level actions, put beside the tools that do the same. */
export const BASE_OF_ACTION: ReadonlyMap<string, number> = new Map([
  ['PROCESS_EXEC', 70],
  ['FILE_DELETE', 80],
  ['FILE_WRITE', 50],
  ['FILE_READ', 10],
  ['NETWORK_CONNECT', 15],
]);

/** For an action `http:{domain}:{method}.{slug}`. */
export const BASE_OF_HTTP_METHOD: ReadonlyMap<string, number> = new Map([
  ['get', 10],
  ['head', 5],
  ['options', 5],
  ['connect', 15],
]);

export const UNKNOWN_BASE = 20;

/** Words in the arguments, in lower case; each line counts once. */
export const BOOSTS: readonly { readonly words: readonly string[]; readonly boost: number }[] = [
  { words: ['drop'], boost: 30 },
  { words: ['rm -rf'], boost: 30 },
  { words: ['delete', 'truncate', 'sudo'], boost: 25 },
  { words: ['format'], boost: 20 },
  { words: ['.env', 'credentials'], boost: 20 },
  { words: ['password', 'secret'], boost: 15 },
  { words: ['token'], boost: 10 },
];

/** Finds whether arguments hold any of these words: nearly none do. */
export const ANY_WORD = new RegExp(
  BOOSTS.flatMap(({ words }) => words)
    .map((word) => word.replaceAll('.', '\\.'))
    .join('|'),
  'i',
);
