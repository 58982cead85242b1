import { ConnectionReset } from '../faults/connection-reset.ts';
import { shortened } from './shortened.ts';
import { withoutCredentials } from './without-credentials.ts';

/** An error's sentence, fit to be shown: what was thrown by accident may quote a credential. */
export function messageOf(error: unknown): string {
  if (error instanceof ConnectionReset) return error.why;
  return shortened(withoutCredentials(error instanceof Error ? error.message : String(error)), 500);
}
