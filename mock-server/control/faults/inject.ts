import { ApiError } from '../../http/api-error.ts';
import type { Outcome } from '../../http/respond.ts';
import { ConnectionReset } from './connection-reset.ts';
import type { RequestEffects } from './fault-rule.ts';
import type { HoldEnd } from './holds.ts';
import { InjectedError } from './injected-error.ts';

/** A fault that is about to happen to a request. */
export interface Injection {
  readonly effects: RequestEffects;
  /** What asked for it, for messages. */
  readonly by: string;
  /** Waits as long as the fault delays; `undefined` when it does not. */
  readonly hold: (() => Promise<HoldEnd>) | undefined;
}

/**
 * Answers a request with a fault. The delay comes first; then the request fails, if it is to.
 * @throws ApiError the answer that was asked for
 * @throws ConnectionReset when the connection is to be reset, or the caller gave up during the delay
 */
export async function inject(
  { effects, by, hold }: Injection,
  answer: () => Promise<Outcome>,
): Promise<Outcome> {
  const { truncate } = effects;
  const takesEffect = effects.when === 'after' || truncate !== undefined;
  const outcome = takesEffect ? await answer() : undefined;
  try {
    const end = await hold?.();
    if (end === 'abandoned') throw new ConnectionReset('The caller gave up during a delay');
    // What it took now would be processed by nobody.
    if (end === 'closed' && !outcome)
      throw new ApiError('unavailable', 'The mock server is closed');
    // The fault was taken back while it held the request.
    if (end === 'released' || end === 'closed') return outcome ?? (await answer());
    if (effects.reset) throw new ConnectionReset(`The mock server was asked to reset it (${by})`);
    if (effects.status !== undefined) throw new InjectedError(effects.status, effects, by);
  } catch (error) {
    if (outcome?.body instanceof ReadableStream) void outcome.body.cancel();
    throw error;
  }
  const sent = outcome ?? (await answer());
  return truncate === undefined ? sent : { ...sent, breakOffAt: truncate };
}
