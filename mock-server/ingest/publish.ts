import type { Envelope } from '../fanout/envelope.ts';
import type { OutgoingBatchEntry, TopicPort } from '../fanout/port.ts';
import { ApiError } from '../http/api-error.ts';

/** Entries per PublishBatch (F52). */
const BATCH = 10;

/**
 * Publishes in order.
 * @returns the indexes of those that the topic knew as duplicates
 * @throws ApiError `unavailable` when the topic refuses one. To send the whole request again is
 * safe: what was published before is a duplicate then.
 */
export async function publish(
  entries: readonly OutgoingBatchEntry<Envelope>[],
  topic: TopicPort<Envelope>,
): Promise<number[]> {
  const duplicates: number[] = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    const { successful, failed } = await topic.publishBatch(entries.slice(start, start + BATCH));
    if (failed.length > 0) {
      throw new ApiError('unavailable', 'The topic took only a part; send the request again');
    }
    successful.forEach(({ duplicate }, index) => {
      if (duplicate) duplicates.push(start + index);
    });
  }
  return duplicates;
}
