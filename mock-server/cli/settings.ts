import * as z from 'zod';
import { DEFAULTS } from '../defaults.ts';
import { isCorsOrigin } from '../guard/cors.ts';
import { SHORTEST_SECRET } from '../tokens/jwts.ts';
import type { Setting } from './setting.ts';

const MOST_REQUESTS = 1_000_000_000;
const MOST_ROWS = 10_000_000;

const text = z.string().min(1);

const kept = (name: keyof typeof DEFAULTS.retain) =>
  z.int().min(1).max(MOST_ROWS).default(DEFAULTS.retain[name]);

/** Everything that can be set, in the order of the usage text. */
const SETTINGS = {
  port: {
    schema: z.int().min(0).max(65_535),
    placeholder: 'PORT',
    help: '0–65535; 0 takes a free port',
    takes: 'a number from 0 to 65535',
    default: DEFAULTS.port,
  },
  host: {
    schema: z.string().regex(/^\S+$/),
    placeholder: 'HOST',
    help: 'address to listen on; anywhere but on loopback the tokens are random',
    takes: 'an address, such as 127.0.0.1',
    default: DEFAULTS.host,
  },
  env: {
    schema: z.string().regex(/^[\w-]{1,64}$/),
    placeholder: 'ENV',
    help: 'names the topic, quint-events-ENV',
    takes: '1–64 letters, digits, "_" or "-"',
    default: DEFAULTS.env,
  },
  json: {
    schema: z.boolean(),
    help: 'print one line of JSON when ready, and nothing else',
    takes: 'true or false',
    default: false,
  },
  quiet: {
    schema: z.boolean(),
    help: 'print nothing when ready',
    takes: 'true or false',
    default: false,
  },
  control: {
    schema: z.boolean(),
    help: 'serve /_mock and /metrics, and make faults on request, to whoever reaches the server (default only on loopback)',
    takes: 'true or false',
  },
  cors: {
    schema: z.array(z.string().refine(isCorsOrigin)),
    placeholder: 'ORIGIN',
    help: 'let web pages of this origin call the server, or of any with *; may be repeated',
    takes: 'origins without a path, such as http://localhost:5173, or *',
    default: [],
  },
  rateLimit: {
    schema: z.int().min(1).max(MOST_REQUESTS),
    placeholder: 'N',
    help: 'ingest requests per minute and org',
    takes: `a whole number from 1 to ${MOST_REQUESTS}`,
    default: DEFAULTS.rateLimit,
  },
  retain: {
    schema: z.strictObject({
      events: kept('events'),
      sessions: kept('sessions'),
      alerts: kept('alerts'),
      journal: kept('journal'),
      traces: kept('traces'),
    }),
    placeholder: 'COUNTS',
    help: 'how many are kept; then the oldest fall off',
    takes: `counts from 1 to ${MOST_ROWS} of ${Object.keys(DEFAULTS.retain).join(', ')}`,
    default: DEFAULTS.retain,
  },
  alertRules: {
    schema: text,
    placeholder: 'FILE',
    help: 'JSON file of the rules that raise alerts, in place of the built-in ones',
    takes: 'the name of a JSON file',
    file: /./,
  },
  jwksUrl: {
    schema: z.url({ protocol: /^https?$/ }),
    placeholder: 'URL',
    help: 'JWKS whose ES256 JWTs are good, beside the server’s own',
    takes: 'an http or https URL',
  },
  jwtSecret: {
    schema: z.string().refine((it) => new TextEncoder().encode(it).length >= SHORTEST_SECRET),
    help: 'shared secret whose HS256 JWTs are good',
    takes: `a secret of at least ${SHORTEST_SECRET} bytes`,
    secret: true,
  },
  jwtAudience: {
    schema: text,
    placeholder: 'AUD',
    help: 'what "aud" of a JWT must hold',
    takes: 'the audience of the JWTs',
    default: DEFAULTS.jwtAudience,
  },
  seed: {
    schema: text,
    placeholder: 'WHAT',
    help: 'what is there at the start: a scenario by its name, or a JSON file',
    takes: 'the name of a scenario, or of a JSON file',
    file: /[/\\]|\.json$/,
  },
  clock: {
    schema: z.iso.datetime({ offset: true }),
    placeholder: 'TIME',
    help: 'let the clock stand at this instant until it is moved by /_mock/clock',
    takes: 'an instant, such as 2026-01-01T00:00:00Z',
  },
} as const satisfies Record<string, Setting>;

type Table = typeof SETTINGS;

export type SettingName = keyof Table;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The value of each setting. */
export type Settings = {
  readonly [Name in SettingName]:
    | z.infer<Table[Name]['schema']>
    | (Table[Name] extends { readonly default: unknown } ? never : undefined);
};

/** A setting by its name, without the details of its type. */
export function settingOf(name: SettingName): Setting {
  return SETTINGS[name];
}
