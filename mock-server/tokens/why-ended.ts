import type { ApiTokenRow } from '../store/store.ts';

/** Why a token works no longer, to follow "The token"; undefined while it works. */
export function whyEnded(token: ApiTokenRow, nowEpochMs: number): string | undefined {
  const { revoked_at, rotated_at, expires_at } = token;
  if (revoked_at !== null) return `was revoked on ${revoked_at}`;
  if (expires_at === null || Date.parse(expires_at) > nowEpochMs) return undefined;
  return rotated_at === null
    ? `expired on ${expires_at}`
    : `was rotated, and stopped working on ${expires_at}`;
}
