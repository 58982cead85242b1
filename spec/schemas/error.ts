import * as z from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { openString, text } from './primitives.ts';

export const ErrorIssue = z
  .object({
    pointer: text('JSON pointer (RFC 6901) into the body, or the name of a parameter.'),
    message: text('What is wrong there.'),
    code: text('The kind of problem, for example `invalid_type`.'),
  })
  .meta({ id: 'ErrorIssue', description: 'One problem of a request.' });
export type ErrorIssue = z.infer<typeof ErrorIssue>;

/** Documented: `error`. The rest is additive (contract.md §5). */
export const ErrorBody = z
  .object({
    error: text('A sentence for a person.'),
    code: openString(Object.keys(ERROR_CODES), 'A word for a program.'),
    request_id: text('The same as the `x-request-id` header.'),
    issues: z
      .array(ErrorIssue)
      .max(LIMITS.issuesPerError)
      .optional()
      .meta({ description: `Every problem of the request, at most ${LIMITS.issuesPerError}.` }),
  })
  .meta({
    id: 'ErrorBody',
    description: 'The body of every error.',
    examples: [
      {
        error: 'Authorization header required',
        code: 'unauthorized',
        request_id: '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10',
      },
    ],
  });
export type ErrorBody = z.infer<typeof ErrorBody>;
