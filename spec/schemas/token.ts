import * as z from 'zod';
import { TOKEN, TOKEN_CREATED } from '../examples.ts';
import { LIMITS } from '../limits.ts';
import { nextCursor, text, timestamp, uuid } from './primitives.ts';

export const TokenType = z.enum(['install', 'enrollment', 'service', 'personal']).meta({
  id: 'TokenType',
  description:
    '`install` and `enrollment` are single-use and register a machine; `service` and `personal` ingest and read.',
});
export type TokenType = z.infer<typeof TokenType>;

const nullableTime = (description: string) =>
  timestamp(description).nullable().meta({ description });

/** Documented: `name`. Decided: `type` and `expires_at`. */
export const CreateTokenRequest = z
  .object({
    name: z.string().min(1).max(LIMITS.nameLength).meta({ description: 'What the token is for.' }),
    type: TokenType.optional().meta({ description: 'The type of token.', default: 'service' }),
    expires_at: timestamp('When it stops working; never when absent.').optional(),
  })
  .meta({
    id: 'CreateTokenRequest',
    description: 'A token to be minted.',
    examples: [{ name: 'production-fleet-01' }],
  });
export type CreateTokenRequest = z.infer<typeof CreateTokenRequest>;

/** Documented: `id`, `name`, `token`, `created_at`. Decided: `type` and `expires_at`. */
export const TokenCreated = z
  .object({
    id: uuid('The token’s id; not a secret.'),
    name: text('What the token is for.'),
    type: TokenType,
    token: text('The raw token. Shown this once; only its SHA-256 is stored.'),
    created_at: timestamp('When it was minted.'),
    expires_at: nullableTime('When it stops working; null for never.'),
  })
  .meta({ id: 'TokenCreated', description: 'A new token.', examples: [TOKEN_CREATED] });
export type TokenCreated = z.infer<typeof TokenCreated>;

/** No page shows a listed token: its fields are decided here. */
export const Token = z
  .object({
    id: uuid('The token’s id; not a secret.'),
    name: text('What the token is for.'),
    type: TokenType,
    created_at: timestamp('When it was minted.'),
    expires_at: nullableTime('When it stops working; null for never.'),
    last_used_at: nullableTime('When it was last used, to the minute; null for never.'),
    revoked_at: nullableTime('When it was revoked; null while it is good.'),
  })
  .meta({ id: 'Token', description: 'A token, without its raw value.', examples: [TOKEN] });
export type Token = z.infer<typeof Token>;

export const TokenList = z
  .object({ tokens: z.array(Token).meta({ description: 'The tokens.' }), next_cursor: nextCursor })
  .meta({ id: 'TokenList', description: 'Tokens, newest first; never their raw values.' });
export type TokenList = z.infer<typeof TokenList>;

/** Decided in contract.md §4: the old token works for a stated grace period. */
export const RotateTokenRequest = z
  .object({
    grace_seconds: z.int().min(0).max(LIMITS.graceSeconds).optional().meta({
      description: 'Seconds for which the old token still works, at most a week.',
      default: 0,
    }),
  })
  .meta({
    id: 'RotateTokenRequest',
    description: 'How to rotate.',
    examples: [{ grace_seconds: 3600 }],
  });
export type RotateTokenRequest = z.infer<typeof RotateTokenRequest>;
