import type { OperationId } from '../../spec/operations.ts';
import type { CredentialName } from './credentials.ts';

/** A request as it was sent. */
export interface SentRequest {
  readonly operation: OperationId;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose credential it carried. */
  readonly as: CredentialName | undefined;
  /** The body before compression. */
  readonly body: string | undefined;
  /** Whether it was compressed. */
  readonly gzip: boolean;
}

/** An answer, read to its end; of a stream, without a text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request and its answer. */
export interface Exchange {
  readonly request: SentRequest;
  /** Absent when there was none. */
  readonly answer?: Answer;
}
