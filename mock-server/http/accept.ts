import { ApiError } from './api-error.ts';

/**
 * Whether an `Accept` header admits a media type (RFC 9110 §12.5.1: the most specific range counts).
 * @throws ApiError `not_acceptable` when it does not
 */
export function refuseUnlessAccepted(accept: string | null, mediaType: string): void {
  if (accept === null || accept.trim() === '' || accept === '*/*') return;
  const [type] = mediaType.split('/');
  const ranges = [mediaType, `${type}/*`, '*/*'];
  let best = ranges.length;
  let admitted = false;
  for (const item of accept.split(',')) {
    const [range, ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const rank = ranges.indexOf(range!);
    if (rank === -1 || rank > best) continue;
    best = rank;
    admitted = !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  }
  if (!admitted) {
    throw new ApiError('not_acceptable', `The answer is ${mediaType}, which Accept excludes.`);
  }
}
