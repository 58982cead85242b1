import type { Message } from '../fanout/envelope.ts';

/** Takes the events off its queue. No alert rule is built in yet, so there is none to evaluate. */
export async function processAlerts(_messages: readonly Message[]): Promise<void> {}
