import { exchange, type Exchange } from '../exchange.ts';

export const probeExchanges: readonly Exchange[] = [
  exchange('health', 'the process is alive', {}, { body: { status: 'ok' } }),
  exchange('ready', 'the service takes requests', {}, { body: { status: 'ready' } }),
];
