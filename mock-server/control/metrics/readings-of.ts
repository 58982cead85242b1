import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing.ts';
import type { Readings } from './readings.ts';

/** Reads off the rooms what the metrics show beside their own counts. */
export async function readingsOf(services: Services, processing: Processing): Promise<Readings> {
  const { store, journal, traces, live } = services;
  const queues = processing.stations.flatMap(({ queue, deadLetterQueue }) => [
    queue,
    deadLetterQueue,
  ]);
  const topic = await processing.topic.statistics();
  const deduplicated: Record<string, number> = {
    [processing.topic.name]: topic.NumberOfDeduplicatedMessages,
  };
  let forgotten = topic.NumberOfDeduplicationIdsForgotten;
  let expired = 0;
  for (const queue of queues) {
    const statistics = await queue.statistics();
    deduplicated[queue.name] = statistics.NumberOfDeduplicatedSentMessages;
    forgotten += statistics.NumberOfDeduplicationIdsForgotten;
    expired += statistics.NumberOfMessagesExpired;
  }
  const { clients, cutOff, evicted } = live.stats();
  return {
    queues: await Promise.all(
      queues.map(async (queue) => ({ name: queue.name, attributes: await queue.attributes() })),
    ),
    deduplicated,
    dropped: {
      ...store.evicted,
      journal: journal.dropped,
      traces: traces.dropped,
      deduplication_ids: forgotten,
      expired_messages: expired,
      live_messages: evicted,
      live_clients_cut_off: cutOff,
    },
    live_clients: clients,
  };
}
