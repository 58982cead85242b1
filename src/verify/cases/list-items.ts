/** Where the items of each list are. */
export const LIST_ITEMS = {
  listSessions: 'sessions',
  listSessionEvents: 'events',
  listSessionChildren: 'children',
  listEvents: 'events',
  listAlerts: 'alerts',
  listTokens: 'tokens',
} as const;

export type ListId = keyof typeof LIST_ITEMS;
