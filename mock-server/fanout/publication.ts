import type { OutgoingMessage } from './port.ts';

/** A message on its way from a topic, which has checked and deduplicated it, to the queues. */
export interface Publication<Body> {
  readonly message: OutgoingMessage<Body>;
  /** What counted at the topic, be it the message's own id or the digest of its body (F47, F48). */
  readonly deduplicationId: string;
  /** The `hashOf` that id. */
  readonly hash: number;
}
