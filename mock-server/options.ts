import type { AlertRule } from './alert-processor/alert-rule.ts';
import type { Clock } from './clock/index.ts';
import type { Ids } from './ids.ts';
import type { Retention as TableRetention } from './store/memory-store.ts';
import type { JwtOptions } from './tokens/jwts.ts';

/** How much is kept; beyond that the oldest fall off, and are counted. */
export interface Retention extends TableRetention {
  /** Requests in the journal. @default 1_000 */
  readonly journal?: number;
  /** Events whose way can be traced. @default 10_000 */
  readonly traces?: number;
}

export interface MockServerOptions {
  /** Names the topic, `quint-events-{env}`. @default 'dev' */
  readonly env?: string;
  /** Every rule with a time in it follows this clock. @default one that runs with the system's time and can be turned */
  readonly clock?: Clock;
  /** Source of ids and secrets; a seeded one makes a run repeatable. @default random */
  readonly ids?: Ids;
  /** How much is kept: whole numbers, 0 or more, else a RangeError. */
  readonly retain?: Retention;
  /**
   * When alerts are raised; instead of the built-in rules, not beside them. At most 100, of unique ids;
   * what is wrong with one is a TypeError.
   * @default {@link DEFAULT_ALERT_RULES}
   */
  readonly alertRules?: readonly AlertRule[];
  /** Whose JWTs are good, beside the server's own. */
  readonly jwt?: JwtOptions;
  /** Ingest requests per minute and org. @default 600_000 */
  readonly rateLimit?: number;
  /**
   * Whether `qt_deploy_YOUR_TOKEN`, the literal of the documentation's curl examples, is a good
   * service token. Only for a server that nobody but this machine can reach. @default true
   */
  readonly wellKnownToken?: boolean;
  /** Told what a processor failed with; its messages come again. @default nothing is told */
  readonly onProcessorError?: (error: unknown) => void;
}
