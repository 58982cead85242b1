import type { Token, TokenCreated } from '../../spec/schemas/token.ts';
import { encode, pageRequest } from '../api/cursor.ts';
import { ApiError, validationFailed } from '../http/api-error.ts';
import { utc } from '../instant.ts';
import type { Handler } from '../operation.ts';
import type { ApiTokenRow, Store } from '../store/store.ts';
import type { Minted } from './tokens.ts';
import { whyEnded } from './why-ended.ts';

export const createToken: Handler<'createToken'> = async (
  { body: { name, type = 'service', expires_at }, caller: { org_id } },
  { clock, tokens },
) => {
  if (expires_at !== undefined && Date.parse(expires_at) <= clock.now()) {
    throw validationFailed([
      { pointer: '/expires_at', message: 'is past; the token would never work', code: 'past' },
    ]);
  }
  const expires = expires_at === undefined ? null : utc(expires_at);
  return toTokenCreated(await tokens.mint({ org_id, type, name, expires_at: expires }));
};

export const listTokens: Handler<'listTokens'> = async ({ query, caller }, { store }) => {
  const { rows, next } = await store.apiTokens.list(caller.org_id, pageRequest(query));
  return { tokens: rows.map(toToken), next_cursor: encode(next) };
};

export const rotateToken: Handler<'rotateToken'> = async (
  { params, body: { grace_seconds = 0 }, caller },
  { clock, live, store, tokens },
) => {
  const token = await find(store, caller.org_id, params.id);
  const refusal = whyNotRotate(token, clock.now());
  if (refusal !== undefined) throw conflict(refusal);
  const successor = await tokens.rotate(token, grace_seconds);
  if (!successor) throw conflict('was rotated or revoked at this moment');
  if (grace_seconds === 0) live.endOf(token);
  return toTokenCreated(successor);
};

export const revokeToken: Handler<'revokeToken'> = async (
  { params, caller },
  { live, store, tokens },
) => {
  const token = await find(store, caller.org_id, params.id);
  await tokens.revoke(token);
  live.endOf(token);
  return undefined;
};

async function find(store: Store, orgId: string, id: string): Promise<ApiTokenRow> {
  const row = await store.apiTokens.byId(orgId, id.toLowerCase());
  if (!row) throw new ApiError('not_found', `There is no token ${id}`);
  return row;
}

/** To follow "The token". */
function whyNotRotate(token: ApiTokenRow, nowEpochMs: number): string | undefined {
  if (token.type !== 'service') return `is of type ${token.type}; only service tokens are rotated`;
  const ended = whyEnded(token, nowEpochMs);
  if (ended !== undefined) return ended;
  if (token.rotated_at === null) return undefined;
  return `was rotated on ${token.rotated_at}; rotate its successor`;
}

function conflict(why: string): ApiError {
  return new ApiError('conflict', `The token ${why}`);
}

function toToken(row: ApiTokenRow): Token {
  const { id, name, type, created_at, expires_at, last_used_at, revoked_at } = row;
  return { id, name, type, created_at, expires_at, last_used_at, revoked_at };
}

function toTokenCreated({ raw, row }: Minted): TokenCreated {
  const { id, name, type, created_at, expires_at } = row;
  return { id, name, type, token: raw, created_at, expires_at };
}
