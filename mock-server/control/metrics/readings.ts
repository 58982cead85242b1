import type { QueueAttributes } from '../../fanout/port.ts';
import type { Exposition } from './exposition.ts';

/** What is read off the rooms at the moment of asking. */
export interface Readings {
  /** Every queue, the dead-letter queues included. */
  readonly queues: readonly {
    readonly name: string;
    readonly attributes: Pick<
      QueueAttributes,
      | 'ApproximateNumberOfMessages'
      | 'ApproximateNumberOfMessagesNotVisible'
      | 'ApproximateNumberOfMessagesDelayed'
      | 'ApproximateAgeOfOldestMessage'
    >;
  }[];
  /** Messages that were known as duplicates, by the name of the topic or queue that knew them. */
  readonly deduplicated: Readonly<Record<string, number>>;
  /** What fell off where a limit was reached, by the name of the table, journal, ring or memory. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly live_clients: number;
}

/** The gauges of queues are named as SQS names its attributes. */
export function renderReadings(page: Exposition, readings: Readings): void {
  const { queues, deduplicated, dropped, live_clients } = readings;
  const gauge = (
    name: string,
    help: string,
    attribute: keyof (typeof queues)[number]['attributes'],
  ) => {
    const samples = queues.map(
      ({ name: queue, attributes }) => [{ queue }, attributes[attribute]] as const,
    );
    page.family('gauge', `queue_${name}`, help, samples);
  };
  gauge(
    'approximate_number_of_messages_visible',
    'Messages that a consumer can or will get.',
    'ApproximateNumberOfMessages',
  );
  gauge(
    'approximate_number_of_messages_not_visible',
    'Messages in flight.',
    'ApproximateNumberOfMessagesNotVisible',
  );
  gauge(
    'approximate_number_of_messages_delayed',
    'Messages whose delay has not passed.',
    'ApproximateNumberOfMessagesDelayed',
  );
  gauge(
    'approximate_age_of_oldest_message_seconds',
    'Time since the oldest message came in.',
    'ApproximateAgeOfOldestMessage',
  );
  page.family(
    'counter',
    'deduplicated_messages_total',
    'Messages that were known as duplicates.',
    Object.entries(deduplicated).map(([source, count]) => [{ source }, count]),
  );
  page.family(
    'counter',
    'dropped_total',
    'What fell off where a limit was reached.',
    Object.entries(dropped).map(([table, count]) => [{ table }, count]),
  );
  page.family('gauge', 'live_clients', 'Clients of the live stream.', [[{}, live_clients]]);
}
