import type { Auth } from '../../spec/operations.ts';
import type { TokenType } from '../../spec/schemas/token.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiTokenRow } from '../store/store.ts';
import type { Tokens } from './tokens.ts';

const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

type TokenAuth = Exclude<Auth, 'none' | 'jwt'>;

const ADMITTED: Record<TokenAuth, readonly TokenType[]> = {
  'deploy-token': ['service', 'personal'],
  'token-or-jwt': ['service', 'personal'],
  'registration-token': ['install', 'enrollment'],
};

const WHAT_TO_SEND: Record<TokenAuth, string> = {
  'deploy-token': 'a service or personal token',
  'token-or-jwt': 'a service or personal token',
  'registration-token': 'an install or enrollment token',
};

/**
 * The token that a request carries, when it admits the request.
 * @throws ApiError `unauthorized`, `insufficient_permissions`, `token_spent`, `not_implemented`
 */
export async function authenticate(
  header: string | null,
  auth: Exclude<Auth, 'none'>,
  tokens: Tokens,
): Promise<ApiTokenRow> {
  if (header === null) throw unauthorized('Authorization header required');
  const raw = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (raw === undefined) throw unauthorized('Authorization header must be "Bearer <token>"');
  if (auth === 'jwt' || (auth === 'token-or-jwt' && JWT.test(raw))) {
    throw new ApiError('not_implemented', 'The mock server does not take JWTs yet');
  }
  const token = await tokens.find(raw);
  if (!token) throw unauthorized('The token is unknown, revoked or expired');
  if (!ADMITTED[auth].includes(token.type)) {
    throw new ApiError(
      'insufficient_permissions',
      `This operation takes ${WHAT_TO_SEND[auth]}, not a token of type ${token.type}`,
    );
  }
  if (token.spent_at !== null) throw tokenSpent();
  return token;
}

export function tokenSpent(): ApiError {
  return new ApiError('token_spent', 'This single-use token has been used; ask for a new one');
}

function unauthorized(message: string): ApiError {
  return new ApiError('unauthorized', message, { headers: { 'www-authenticate': 'Bearer' } });
}
