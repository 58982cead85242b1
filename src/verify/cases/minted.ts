import type { SuccessOf } from '../../../generated/operations.ts';
import { ERROR_CODES } from '../../../spec/errors.ts';
import type { TokenType } from '../../../spec/schemas/token.ts';
import { checkSuccess } from '../check-answer.ts';
import { Deviation } from '../deviation.ts';
import { lack } from '../lacking.ts';
import { told } from '../told.ts';
import type { Trial } from '../trial.ts';

/**
 * Mints a token by means of the JWT.
 * @throws Lacking where tokens of the type, other than service tokens, are not minted in this way
 */
export async function minted(
  trial: Trial,
  type: TokenType = 'service',
): Promise<SuccessOf<'createToken'>> {
  // Its name is all that is documented of the order.
  const name = 'verify';
  if (type === 'service') return trial.succeed('createToken', { body: { name } });
  const answer = await trial.send('createToken', { body: { name, type } });
  const wanted = `a token of type ${type}, without which this cannot be tried`;
  if (answer.status >= 400 && answer.status < 500) lack(trial, wanted, told(answer));
  const token = checkSuccess('createToken', answer, trial) as SuccessOf<'createToken'>;
  if (token.type !== type) {
    await revoked(trial, token);
    lack(trial, wanted, `it is of type ${token.type}`);
  }
  return token;
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
