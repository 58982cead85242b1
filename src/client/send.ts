import { attempt } from './attempt.ts';
import type { Call } from './call.ts';
import type { Settings } from './options.ts';
import { pause } from './pause.ts';
import { delayAfter } from './retry.ts';
import type { Result } from './safe.ts';

/** Carries out a call, in as many attempts as it may take. Never throws. */
export async function send(settings: Settings, call: Call): Promise<Result<any>> {
  const { signal, retry = settings.retry ?? {} } = call.options;
  for (let nth = 1; ; nth++) {
    const result = await attempt(settings, call, nth);
    if (!result.error?.retryable || !retry || !(nth <= (retry.attempts ?? 2))) return result;
    const delay = delayAfter(nth, retry, result.response?.headers.get('retry-after'));
    // An abort ends the wait, and the next attempt before it sends anything.
    await pause(signal, delay);
  }
}
