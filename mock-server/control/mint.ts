import * as z from 'zod';
import { LIMITS } from '../../spec/limits.ts';
import { TokenType } from '../../spec/schemas/token.ts';
import type { Services } from '../operation.ts';
import { isOrgId } from '../tokens/org-id.ts';
import { OrgId } from './org-id.ts';

/** A token to be minted, for whichever org. */
export const TokenOrder = z.strictObject({
  org_id: OrgId,
  type: TokenType,
  name: z
    .string()
    .min(1)
    .max(LIMITS.nameLength)
    .optional()
    .meta({ description: 'What it is for; its type unless told otherwise.' }),
});
type TokenOrder = z.infer<typeof TokenOrder>;

/** A JWT to be signed, for whichever org. */
export const JwtOrder = z.strictObject({
  org_id: OrgId,
  subject: z.string().min(1).max(LIMITS.nameLength).optional().meta({ description: '`sub`.' }),
  expires_in: z.int().optional().meta({
    description: 'Seconds until it expires, a year unless told otherwise; 0 makes one that has.',
  }),
});
type JwtOrder = z.infer<typeof JwtOrder>;

/** Credentials for whichever org: what nobody could ask the product for. */
export interface Mint {
  /** Mints a token, for example of another org. @throws TypeError for a bad `org_id` */
  mintToken(order: TokenOrder): Promise<string>;
  /** Signs a JWT with the server's own key. @throws TypeError for a bad `org_id` */
  mintJwt(order: JwtOrder): Promise<string>;
}

export function mint({ tokens, jwts }: Pick<Services, 'tokens' | 'jwts'>): Mint {
  return {
    async mintToken({ org_id, type, name = type }) {
      refuseOddOrg(org_id);
      return (await tokens.mint({ org_id, type, name })).raw;
    },
    async mintJwt(order) {
      refuseOddOrg(order.org_id);
      return await jwts.mint(order);
    },
  };
}

function refuseOddOrg(org_id: string): void {
  if (isOrgId(org_id)) return;
  throw new TypeError(`org_id must be 1–64 letters, digits, "_" or "-", not "${org_id}"`);
}
