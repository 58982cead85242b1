import type { Auth } from '../../spec/operations.ts';
import type { TokenType } from '../../spec/schemas/token.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller, Services } from '../operation.ts';
import { bearerOf } from './bearer.ts';
import { tokenSpent, unauthorized } from './refusals.ts';
import { whyEnded } from './why-ended.ts';

/** The compact form of a JWS (RFC 7515 §7.1). No deploy token has a dot. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

type Guarded = Exclude<Auth, 'none'>;

const ADMITTED: Record<Guarded, readonly (TokenType | 'jwt')[]> = {
  'deploy-token': ['service', 'personal'],
  'token-or-jwt': ['service', 'personal', 'jwt'],
  jwt: ['jwt'],
  'registration-token': ['install', 'enrollment'],
};

const WHAT_TO_SEND: Record<Guarded, string> = {
  'deploy-token': 'a service or personal token',
  'token-or-jwt': 'a service or personal token, or a JWT',
  jwt: 'a JWT',
  'registration-token': 'an install or enrollment token',
};

/**
 * Who sends a request, when the credential admits it (contract.md §4): 401 for a bad credential, 403
 * for a good one of the wrong kind.
 * @throws ApiError `unauthorized`, `insufficient_permissions`, `token_spent`, `unavailable`
 */
export async function authenticate(
  header: string | null,
  auth: Guarded,
  services: Pick<Services, 'clock' | 'tokens' | 'jwts'>,
): Promise<Caller> {
  if (header === null) throw unauthorized('Authorization header required');
  const raw = bearerOf(header);
  if (raw === undefined) throw unauthorized('Authorization header must be "Bearer <token>"');
  return JWT.test(raw) ? byJwt(raw, auth, services) : byToken(raw, auth, services);
}

async function byJwt(
  raw: string,
  auth: Guarded,
  { jwts }: Pick<Services, 'jwts'>,
): Promise<Caller> {
  const caller = await jwts.verify(raw);
  if (!ADMITTED[auth].includes('jwt')) throw wrongKind(auth, 'a JWT');
  return caller;
}

async function byToken(
  raw: string,
  auth: Guarded,
  { clock, tokens }: Pick<Services, 'clock' | 'tokens'>,
): Promise<Caller> {
  const token = await tokens.find(raw);
  if (!token) throw unauthorized('The token is unknown');
  const ended = whyEnded(token, clock.now());
  if (ended !== undefined) throw unauthorized(`The token ${ended}`);
  if (!ADMITTED[auth].includes(token.type)) throw wrongKind(auth, `a token of type ${token.type}`);
  if (token.spent_at !== null) throw tokenSpent();
  await tokens.noteUse(token);
  return { org_id: token.org_id, token };
}

function wrongKind(auth: Guarded, sent: string): ApiError {
  return new ApiError(
    'insufficient_permissions',
    `This operation takes ${WHAT_TO_SEND[auth]}, not ${sent}`,
  );
}
