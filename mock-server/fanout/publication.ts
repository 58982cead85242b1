import type { OutgoingMessage } from './port.ts';
import type { Queue } from './queue.ts';

/**
 * A message that has been accepted, checked and deduplicated. What a topic delivers is one object for
 * all of its queues.
 */
export interface Publication<Body> {
  readonly message: OutgoingMessage<Body>;
  /** What counted at the door, be it the message's own id or the digest of its body (F47, F48). */
  readonly deduplicationId: string;
  /** When it came in, in epoch milliseconds. */
  readonly at: number;
  /** What it was in the queue that gave it up, where it is in a dead-letter queue. */
  readonly formerly?: { readonly queue: Queue<Body>; readonly messageId: string } | undefined;
}

/** A message on its way from a topic to its queues. */
export interface HashedPublication<Body> extends Publication<Body> {
  /** The `hashOf` its deduplication id. */
  readonly hash: number;
}
