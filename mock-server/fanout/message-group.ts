import { type Linked, LinkedList } from './linked-list.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * The messages of one MessageGroupId, in order. Deleting takes a message out; being in flight leaves
 * it in its place, where it holds back everything behind it (F19, F25) until it is deleted or visible.
 */
export class MessageGroup<Body>
  extends LinkedList<StoredMessage<Body>>
  implements Linked<MessageGroup<Body>>
{
  readonly id: string;
  /** Whether it stands in the list of groups that have a message to give. */
  isReady = false;

  // Its neighbours in that list.
  previous: MessageGroup<Body> | undefined = undefined;
  next: MessageGroup<Body> | undefined = undefined;

  constructor(id: string) {
    super();
    this.id = id;
  }

  /** Whether a receive would get something: the first message is there and not in flight (F24). */
  get hasDeliverable(): boolean {
    return this.first !== undefined && !this.first.isInFlight;
  }
}
