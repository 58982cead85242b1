import { operations, type ListOperation, type Operations } from '../../generated/operations.ts';
import { callOf, type OperationId } from './call.ts';
import { settingsOf, type CallOptions, type QuintClientOptions } from './options.ts';
import { pagesOf, type PagedOperations } from './pages.ts';
import { send } from './send.ts';
import type { SafeOperations } from './safe.ts';

/** A client of the Quint API: one method per operation, each of which throws `QuintError`. */
export interface QuintClient extends Operations<CallOptions> {
  /** The same operations, never throwing: they resolve to `{ data, error, response, requestId }`. */
  readonly safe: SafeOperations;
  /** The list operations, all pages: `for await (const page of client.pages.listEvents()) …`. */
  readonly pages: PagedOperations;
}

/**
 * Makes a client.
 *
 * @throws TypeError when `baseUrl` or `token` cannot be used; it says how to mend that.
 */
export function createQuintClient(options: QuintClientOptions = {}): QuintClient {
  const settings = settingsOf(options);
  const safe: any = {};
  const pages: any = {};
  const client: any = { safe, pages };
  for (const operation of Object.keys(operations) as OperationId[]) {
    safe[operation] = (...args: unknown[]) => send(settings, callOf(operation, args));
    client[operation] = async (...args: unknown[]) => {
      const { data, error } = await safe[operation](...args);
      if (error) throw error;
      return data;
    };
    if (operations[operation][2] === 'page') {
      pages[operation] = (...args: unknown[]) =>
        pagesOf(operation as ListOperation, client[operation], args);
    }
  }
  return client;
}
