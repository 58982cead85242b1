import { TOKEN, TOKEN_CREATED } from '../../examples.ts';
import { LIMITS } from '../../limits.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';
import {
  LONGEST_NAME,
  LONGEST_NAME_OF_CRABS,
  TOO_LONG_NAME,
  TOO_LONG_NAME_OF_CRABS,
} from './text.ts';

const TYPES = ['install', 'enrollment', 'service', 'personal'];
const REVOKED = {
  ...TOKEN,
  expires_at: '2027-01-01T00:00:00Z',
  revoked_at: '2026-04-25T04:00:00Z',
};

const asked: SchemaVectors = {
  schema: 'CreateTokenRequest',
  valid: [
    valid("the page's own example", { name: 'production-fleet-01' }),
    ...TYPES.map((type) => valid(`of type ${type}`, { name: 'x', type })),
    valid('that expires', { name: 'x', expires_at: '2999-01-01T00:00:00+01:00' }),
    valid(`a name of ${LIMITS.nameLength} characters`, { name: LONGEST_NAME }),
    valid(`a name of ${LIMITS.nameLength} characters beyond the first plane`, {
      name: LONGEST_NAME_OF_CRABS,
    }),
    valid('from next year', { name: 'x', scopes: ['ingest:write'] }),
  ],
  refused: [
    ...noObject(),
    refused('without name', {}, ['/name', 'invalid_type']),
    refused('an empty name', { name: '' }, ['/name', 'too_small']),
    refused(`a name of ${LIMITS.nameLength + 1} characters`, { name: TOO_LONG_NAME }, [
      '/name',
      'too_big',
    ]),
    refused(
      `a name of ${LIMITS.nameLength + 1} characters beyond the first plane`,
      { name: TOO_LONG_NAME_OF_CRABS },
      ['/name', 'too_big'],
    ),
    refused('an unknown type', { name: 'x', type: 'root' }, ['/type', 'invalid_value']),
    refused('an expires_at that is null', { name: 'x', expires_at: null }, [
      '/expires_at',
      'invalid_type',
    ]),
    refused('an expires_at that is a date alone', { name: 'x', expires_at: '2999-01-01' }, [
      '/expires_at',
      'invalid_format',
    ]),
  ],
};

const rotated: SchemaVectors = {
  schema: 'RotateTokenRequest',
  valid: [
    valid('empty', {}),
    valid('at once', { grace_seconds: 0 }),
    valid('a week of grace', { grace_seconds: LIMITS.graceSeconds }),
    valid('from next year', { grace_seconds: 60, reason: 'leaked' }),
  ],
  refused: [
    ...noObject(),
    refused('less than none', { grace_seconds: -1 }, ['/grace_seconds', 'too_small']),
    refused('a second more than a week', { grace_seconds: LIMITS.graceSeconds + 1 }, [
      '/grace_seconds',
      'too_big',
    ]),
    refused('half a second', { grace_seconds: 0.5 }, ['/grace_seconds', 'invalid_type']),
    refused('as text', { grace_seconds: '60' }, ['/grace_seconds', 'invalid_type']),
    refused('null seconds', { grace_seconds: null }, ['/grace_seconds', 'invalid_type']),
  ],
};

export const tokenVectors: readonly SchemaVectors[] = [
  asked,
  rotated,
  {
    schema: 'TokenType',
    valid: TYPES.map((type) => valid(type, type)),
    refused: [
      refused('an unknown type', 'root', ['', 'invalid_value']),
      refused('in upper case', 'SERVICE', ['', 'invalid_value']),
      refused('null', null, ['', 'invalid_value']),
    ],
  },
  {
    schema: 'TokenCreated',
    valid: [
      valid("the page's own example", TOKEN_CREATED),
      valid('that expires', { ...TOKEN_CREATED, expires_at: '2027-01-01T00:00:00Z' }),
      valid('from next year', { ...TOKEN_CREATED, scopes: ['ingest:write'] }),
    ],
    refused: [
      ...noObject(),
      ...lacking(TOKEN_CREATED, {
        id: 'invalid_type',
        name: 'invalid_type',
        type: 'invalid_value',
        token: 'invalid_type',
        created_at: 'invalid_type',
        expires_at: 'invalid_type',
      }),
      refused('an id that is no UUID', { ...TOKEN_CREATED, id: '1' }, ['/id', 'invalid_format']),
    ],
  },
  {
    schema: 'Token',
    valid: [
      valid('in use', TOKEN),
      valid('revoked', REVOKED),
      valid('never used', { ...TOKEN, last_used_at: null }),
      valid('from next year', { ...TOKEN, last_used_from: '2001:db8::1' }),
    ],
    refused: [
      ...noObject(),
      ...lacking(TOKEN, {
        id: 'invalid_type',
        name: 'invalid_type',
        type: 'invalid_value',
        created_at: 'invalid_type',
        expires_at: 'invalid_type',
        last_used_at: 'invalid_type',
        revoked_at: 'invalid_type',
      }),
      refused('a bad revoked_at', { ...TOKEN, revoked_at: false }, ['/revoked_at', 'invalid_type']),
    ],
  },
  {
    schema: 'TokenList',
    valid: [
      valid('empty', { tokens: [], next_cursor: null }),
      valid('a page', { tokens: [REVOKED, TOKEN], next_cursor: 'opaque' }),
      valid('from next year', { tokens: [TOKEN], next_cursor: null, total: 1 }),
    ],
    refused: [
      ...noObject(),
      ...lacking(
        { tokens: [], next_cursor: null },
        {
          tokens: 'invalid_type',
          next_cursor: 'invalid_type',
        },
      ),
      refused(
        'a token without a name',
        { tokens: [TOKEN, { ...TOKEN, name: null }], next_cursor: null },
        ['/tokens/1/name', 'invalid_type'],
      ),
    ],
  },
];
