import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing/processing.ts';
import type { Readings } from './readings.ts';

/** Reads off the rooms what the metrics show beside their own counts. */
export async function readingsOf(services: Services, processing: Processing): Promise<Readings> {
  const { store, journal, traces, live } = services;
  const { topic, queues } = processing;
  const published = await topic.statistics();
  const deduplicated: Record<string, number> = {
    [topic.name]: published.NumberOfDeduplicatedMessages,
  };
  let forgotten = published.NumberOfDeduplicationIdsForgotten;
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
