import type { SuccessOf } from '../../../generated/operations.ts';
import { ERROR_CODES } from '../../../spec/errors.ts';
import type { TokenType } from '../../../spec/schemas/token.ts';
import { Deviation } from '../deviation.ts';
import type { Trial } from '../trial.ts';

/** Mints a token by means of the JWT. */
export function minted(
  trial: Trial,
  type: TokenType = 'service',
): Promise<SuccessOf<'createToken'>> {
  return trial.succeed('createToken', { body: { name: 'verify', type } });
}

/**
 * Mints a token to call with. A server may take a moment to know a new one; of one that answers 401 to
 * tokens of the wrong kind too, it cannot be seen whether it does.
 */
export async function mintedToUse(
  trial: Trial,
  type: TokenType,
): Promise<SuccessOf<'createToken'>> {
  const token = await minted(trial, type);
  const sending = { credential: token.token, query: { limit: 1 } };
  try {
    await trial.eventually('the new token to be known', async () => {
      const { status } = await trial.send('listSessions', sending);
      return status !== ERROR_CODES.unauthorized.status || undefined;
    });
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
  }
  return token;
}

/** Leaves no good token behind, where the server knows how. */
export async function revoked(trial: Trial, { id }: { readonly id: string }): Promise<void> {
  await trial.send('revokeToken', { id });
}
