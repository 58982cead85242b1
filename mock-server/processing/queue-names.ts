/** The queues of the three services (contract.md §6). */
export const QUEUES = [
  'quint-events-pipeline',
  'quint-events-sessions',
  'quint-events-alerts',
] as const;

export type QueueName = (typeof QUEUES)[number];
