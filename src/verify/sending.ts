import type { CredentialName } from './credentials.ts';

/** What to send beside the operation's method and path. */
export interface Sending {
  /** Whose credential; `null` for none. @default 'token', or none where the operation needs none */
  readonly as?: CredentialName | null;
  /** A raw credential, instead of one of the run's: one that was minted, or that is no good. */
  readonly credential?: string;
  /** The path's parameter. */
  readonly id?: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON; a string goes as it is. */
  readonly body?: unknown;
  /** `null` takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Whether to compress the body. @default false */
  readonly gzip?: boolean;
  /** Instead of the operation's. */
  readonly method?: string;
  /** Instead of the operation's. */
  readonly path?: string;
}
