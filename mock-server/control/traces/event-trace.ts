/** When an event came by each station, in epoch milliseconds; `null` where it has not been yet. */
export interface EventTrace {
  readonly org_id: string;
  /** The request that brought it. */
  readonly request_id: string;
  readonly received_at: number;
  readonly validated_at: number;
  readonly stamped_at: number;
  /** When the last of its batch was published; `null` also when the topic refused a part of it. */
  readonly published_at: number | null;
  /** In the order of the queues. */
  readonly queues: readonly QueueTrace[];
  /** How often it was sent again since; nothing came of that. */
  readonly sent_again: number;
}

/** What became of an event behind one queue. */
export interface QueueTrace {
  readonly queue: string;
  /** When its processor got it, the last time. */
  readonly delivered_at: number | null;
  /** When its processor was done with it. */
  readonly processed_at: number | null;
  /** When its processor failed with it, the last time. */
  readonly failed_at: number | null;
  /** How often its processor failed with it. */
  readonly failures: number;
  /** What it failed with the last time; `null` also when so many failed since that it is forgotten. */
  readonly last_error: string | null;
}
