/** What holds unless options say otherwise. */
export const DEFAULTS = {
  env: 'dev',
  /** Ingest requests per minute and org. */
  rateLimit: 600_000,
  retain: { events: 100_000, sessions: 20_000, alerts: 20_000, journal: 1_000, traces: 10_000 },
  jwtAudience: 'authenticated',
  host: '127.0.0.1',
  port: 4100,
} as const;
