import { validate } from '../../http/validate.ts';
import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing/processing.ts';
import { OrgFilter } from '../org-id.ts';

/** See `Control.reset`. */
export async function reset(
  services: Services,
  processing: Processing,
  options: OrgFilter = {},
): Promise<void> {
  validate(OrgFilter, options);
  const { org_id } = options;
  // Before all else: what waits for a delay may be a batch that the processors have to end.
  services.faults.clear(org_id);
  await processing.undisturbed(() => wipe(services, processing, org_id));
}

/** Forgets one org, or all of them. Only while the processors are undisturbed. */
export async function wipe(
  services: Services,
  processing: Processing,
  orgId: string | undefined,
): Promise<void> {
  await processing.discard(orgId);
  await services.store.clear(orgId);
  services.rateLimit.reset(orgId);
  services.journal.clear(orgId);
  services.traces.clear(orgId);
  services.live.reset(orgId);
}
