import type { QuintError } from '../client/errors.ts';
import { textOf, type Entry } from './entry.ts';
import type { Rejection } from './events.ts';
import { SetAside } from './overflow/set-aside.ts';

/** An event that the server will never take, and what it says against it. */
export interface Refused {
  readonly entry: Entry;
  readonly issues: Rejection['issues'];
}

/** Why, for a person. The pointers of the issues begin at the event. */
export function rejectionOf({ issues }: Refused, error: QuintError): Rejection {
  const { message, status, requestId } = error;
  // Not every server keeps to the contract.
  const named = issues
    ?.map((issue) => `${issue?.pointer ?? ''} ${issue?.message ?? ''}`.trim())
    .filter(Boolean)
    .join('; ');
  return { reason: named || message, status, requestId, issues };
}

/** Where rejected events are kept for a person to see: JSON lines, each with the reason and the event. */
export class RejectedFile {
  readonly #file: SetAside;

  constructor(path: string) {
    this.#file = new SetAside(path);
  }

  /** @throws Error of the file system */
  async append(refused: readonly Refused[], error: QuintError, at: Date): Promise<void> {
    await this.#file.append(
      refused.map((each) => {
        const { requestId, ...rejection } = rejectionOf(each, error);
        const why = { rejected_at: at.toISOString(), ...rejection, request_id: requestId };
        // As it was sent, with all digits of its numbers.
        return `${JSON.stringify(why).slice(0, -1)},"event":${textOf(each.entry)}}`;
      }),
    );
  }
}
