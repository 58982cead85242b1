/** Names the `count`th message of a topic or queue, always the same way. */
export type MessageIdOf = (count: number) => string;

/**
 * Ids in the form of UUIDs: one UUID is drawn, and its last twelve digits count from then on. Nothing
 * has to be remembered of such an id, and it is written out only when somebody reads it.
 *
 * A UUID of its own for each message would be the dearest part of delivering it: in V8 it is a tree
 * of twenty little strings, about 500 bytes, and a queue would have to keep it for five minutes.
 */
export function countingIds(createId: () => string): MessageIdOf {
  const prefix = createId().slice(0, -12);
  return (count) => prefix + String(count).padStart(12, '0');
}

/** Where the UUID comes from unless told otherwise. */
export function randomUuid(): string {
  return crypto.randomUUID();
}
