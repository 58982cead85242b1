import * as z from 'zod';
import { isOrgId } from '../tokens/org-id.ts';

/** An org, where the control plane takes one. */
export const OrgId = z
  .string()
  .refine(isOrgId, { message: 'must be 1–64 letters, digits, "_" or "-"' })
  .meta({ description: 'The org that is meant.' });

/** One org, or all of them where none is named. */
export const OrgFilter = z.strictObject({ org_id: OrgId.optional() });
export type OrgFilter = z.infer<typeof OrgFilter>;
