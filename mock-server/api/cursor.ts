import { LIMITS } from '../../spec/limits.ts';
import { validationFailed } from '../http/api-error.ts';
import type { PageRequest, Position } from '../store/store.ts';

/**
 * A page to ask the store for.
 * @throws ApiError `validation_failed` for a cursor that is none of ours
 */
export function pageRequest(query: {
  limit?: number | undefined;
  cursor?: string | undefined;
}): PageRequest {
  return {
    limit: query.limit ?? LIMITS.page.default,
    after: query.cursor === undefined ? undefined : decode(query.cursor),
  };
}

/** Opaque: a place in the list, not a count, so that it survives inserts. */
export function encode(position: Position | null): string | null {
  return position && btoa(JSON.stringify(position)).replaceAll('=', '');
}

function decode(cursor: string): Position {
  try {
    const [key, seq] = JSON.parse(atob(cursor)) as unknown[];
    if (typeof key === 'string' && Number.isSafeInteger(seq)) return [key, seq as number];
  } catch {
    // falls through: it is none of ours
  }
  throw validationFailed([
    {
      pointer: 'cursor',
      message: 'is not a cursor of this API; pass `next_cursor` as it came',
      code: 'bad_cursor',
    },
  ]);
}
