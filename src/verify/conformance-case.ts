import type { OperationId } from '../../spec/operations.ts';
import type { CredentialName } from './credentials.ts';
import type { Trial } from './trial.ts';

/** One thing that is expected of a server. */
export interface ConformanceCase {
  /** `operation/topic/what`, unique and stable: people skip by it. */
  readonly id: string;
  readonly operation: OperationId;
  /** What is expected, a sentence in the present tense. */
  readonly title: string;
  /**
   * Whether the product's documents demand it (`documented`), or this contract decided it (`decided`):
   * then a failure is but a warning, unless the run is strict. @default 'documented'
   */
  readonly basis?: 'documented' | 'decided';
  /** Credentials without which it cannot be tried, beside the token. */
  readonly needs?: readonly CredentialName[];
  readonly run: (trial: Trial) => Promise<unknown>;
}
