import type { ErrorCode } from '../../../../spec/errors.ts';
import type { OperationId } from '../../../../spec/operations.ts';
import type { ConformanceCase } from '../../conformance-case.ts';
import type { Trial } from '../../trial.ts';
import type { Sending } from '../../sending.ts';
import { authorizedRequest } from '../authorized-request.ts';
import { basisOf } from '../basis.ts';
import { needsOf } from '../needs.ts';
import { operationOf } from '../operations.ts';

interface Malformed {
  readonly what: string;
  readonly title: string;
  readonly basis?: 'decided';
  /** Whether a body that may be left out is refused, too. @default true */
  readonly isOfOptional?: false;
  /** What is changed in a valid request. */
  readonly change: Sending;
}

const NO_JSON: readonly Malformed[] = [
  { what: 'cut-off-json', title: 'a body that is JSON cut off is refused', change: { body: '{"' } },
  { what: 'no-json', title: 'a body that is no JSON is refused', change: { body: 'events=1' } },
  {
    what: 'empty-body',
    title: 'an empty body is refused',
    isOfOptional: false,
    change: { body: '' },
  },
  {
    what: 'no-gzip',
    title: 'a body that claims to be gzip and is not is refused',
    basis: 'decided',
    change: { headers: { 'content-encoding': 'gzip' } },
  },
];

const OTHER_MEDIA_TYPES: readonly Malformed[] = [
  {
    what: 'no-content-type',
    isOfOptional: false,
    title: 'a body that does not say of what type it is is refused',
    basis: 'decided',
    change: { headers: { 'content-type': null } },
  },
  {
    what: 'text-body',
    title: 'a body of text/plain is refused',
    basis: 'decided',
    change: { headers: { 'content-type': 'text/plain' } },
  },
  {
    what: 'form-body',
    title: 'a body of application/x-www-form-urlencoded is refused',
    basis: 'decided',
    change: { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  },
  {
    what: 'unknown-encoding',
    title: 'a content encoding that nobody knows is refused',
    basis: 'decided',
    change: { headers: { 'content-encoding': 'x-verify' } },
  },
];

const OTHER_ACCEPTS: readonly Malformed[] = [
  {
    what: 'accept-image',
    title: 'a request that accepts images alone is refused',
    basis: 'decided',
    change: { headers: { accept: 'image/png' } },
  },
];

/** 400: a body that is no JSON. */
export const invalidJson = refusing('invalid_json', NO_JSON);
/** 415: a body of another media type or encoding. */
export const unsupportedMediaType = refusing('unsupported_media_type', OTHER_MEDIA_TYPES);
/** 406: an `Accept` header that excludes what is answered. */
export const notAcceptable = refusing('not_acceptable', OTHER_ACCEPTS);

function refusing(code: ErrorCode, all: readonly Malformed[]) {
  return (operation: OperationId): ConformanceCase[] => {
    const isOptional = operationOf(operation).bodyRequired === false;
    const apt = all.filter(({ isOfOptional = true }) => isOfOptional || !isOptional);
    return apt.map(({ what, title, basis = basisOf(operation), change }) => ({
      id: `${operation}/refusals/${what}`,
      operation,
      title,
      basis,
      needs: needsOf(operation),
      async run(trial: Trial) {
        const request = await authorizedRequest(operation, trial);
        await trial.refuse(operation, { ...request, ...change }, code);
      },
    }));
  };
}
