import { ERROR_CODES } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';

const ISSUE = { pointer: '/events/3/event_id', message: 'must be a UUID', code: 'invalid_format' };
const ERROR = {
  error: 'Authorization header required',
  code: 'unauthorized',
  request_id: '5f0c7a52-0a1e-4c6e-9d55-0f6f7c3b9a10',
};
const issues = (length: number) => ({
  ...ERROR,
  code: 'validation_failed',
  issues: Array.from({ length }, () => ({ pointer: '', message: '', code: 'custom' })),
});

export const errorVectors: readonly SchemaVectors[] = [
  {
    schema: 'ErrorIssue',
    valid: [
      valid('in a body', ISSUE),
      valid('the body as a whole', { ...ISSUE, pointer: '' }),
      valid('a parameter', { ...ISSUE, pointer: 'limit' }),
      valid('from next year', { ...ISSUE, code: 'invalid_checksum', hint: 'send it again' }),
    ],
    refused: [
      ...noObject(),
      ...lacking(ISSUE, {
        pointer: 'invalid_type',
        message: 'invalid_type',
        code: 'invalid_type',
      }),
    ],
  },
  {
    schema: 'ErrorBody',
    valid: [
      ...Object.entries(ERROR_CODES).map(([code, { meaning }]) =>
        valid(code, { ...ERROR, error: meaning, code }),
      ),
      valid('with an issue', { ...ERROR, code: 'validation_failed', issues: [ISSUE] }),
      valid(`with ${LIMITS.issuesPerError} issues`, issues(LIMITS.issuesPerError)),
      valid('from next year', { ...ERROR, code: 'quota_spent', doc_id: 7 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(ERROR, {
        error: 'invalid_type',
        code: 'invalid_type',
        request_id: 'invalid_type',
      }),
      refused(`with ${LIMITS.issuesPerError + 1} issues`, issues(LIMITS.issuesPerError + 1), [
        '/issues',
        'too_big',
      ]),
      refused('with an issue that is a sentence', { ...ERROR, issues: ['No.'] }, [
        '/issues/0',
        'invalid_type',
      ]),
    ],
  },
];
