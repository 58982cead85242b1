import type { Handler } from '../operation.ts';

export const health: Handler<'health'> = async () => ({ status: 'ok' });

export const ready: Handler<'ready'> = async () => ({ status: 'ready' });
