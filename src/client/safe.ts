import type { OperationErrors, Operations } from '../../generated/operations.ts';
import type { OperationErrorCode, QuintError } from './errors.ts';
import type { CallOptions } from './options.ts';

/** How a call ended. Of `data` and `error`, one is there; check `error`. */
export type Result<Data, Code extends string = OperationErrorCode> =
  | { data: Data; error: undefined; response: Response; requestId: string | undefined }
  | {
      data: undefined;
      error: QuintError<Code>;
      /** The last answer, where one came; its body has been read. */
      response: Response | undefined;
      requestId: string | undefined;
    };

type Safe = {
  [Operation in keyof Operations<CallOptions>]: (
    ...args: Parameters<Operations<CallOptions>[Operation]>
  ) => Promise<
    Result<
      Awaited<ReturnType<Operations<CallOptions>[Operation]>>,
      OperationErrorCode<Operation & keyof OperationErrors>
    >
  >;
};

/** Every operation, in the form that never throws. */
export interface SafeOperations extends Safe {}
