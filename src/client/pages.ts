import { operations, type ListOperation, type Operations } from '../../generated/operations.ts';
import { pathParamsOf } from './call.ts';
import { QuintError } from './errors.ts';
import type { CallOptions } from './options.ts';

type Lists = Pick<Operations<CallOptions>, ListOperation>;

type Paged = {
  [Operation in keyof Lists]: (
    ...args: Parameters<Lists[Operation]>
  ) => AsyncIterable<Awaited<ReturnType<Lists[Operation]>>>;
};

/** Every list operation, as its pages: from the one asked for to the last. It throws. */
export interface PagedOperations extends Paged {}

interface Page {
  readonly next_cursor: string | null;
}

/** Follows `next_cursor` to the end; not in circles, where a server answers the same one for ever. */
export async function* pagesOf(
  operation: ListOperation,
  list: (...args: unknown[]) => Promise<Page>,
  args: readonly unknown[],
): AsyncGenerator<Page, void, undefined> {
  const at = pathParamsOf(operation);
  const query = args[at] as { readonly cursor?: string } | undefined;
  let cursor = query?.cursor;
  for (;;) {
    const page: Page = await list(...args.slice(0, at), { ...query, cursor }, args[at + 1]);
    yield page;
    const next = page.next_cursor;
    if (!next) return;
    if (next === cursor) {
      const [method, path] = operations[operation];
      throw new QuintError(`${method} ${path}: next_cursor is the cursor that was asked for`, {
        code: 'invalid_response',
        retryable: false,
        operation,
        attempts: 1,
      });
    }
    cursor = next;
  }
}
