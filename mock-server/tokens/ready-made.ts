import type { TokenType } from '../../spec/schemas/token.ts';
import type { Jwts } from './jwts.ts';
import type { Tokens } from './tokens.ts';

/** The token of the documentation's curl examples (contract.md §4). */
export const WELL_KNOWN_TOKEN = 'qt_deploy_YOUR_TOKEN';

/** The org of the ready-made credentials. */
export const LOCAL_ORG = 'org_local';

/** One raw token per type, and a JWT that is good for a year, all of {@link LOCAL_ORG}. */
export type ReadyMade = Readonly<Record<TokenType | 'jwt', string>>;

export async function readyMadeTokens(
  tokens: Tokens,
  jwts: Jwts,
  wellKnown: boolean,
): Promise<ReadyMade> {
  const owner = (type: TokenType) => ({ org_id: LOCAL_ORG, type, name: `local ${type}` });
  const mint = async (type: TokenType) => (await tokens.mint(owner(type))).raw;
  const jwt = jwts.mint({ org_id: LOCAL_ORG });
  if (wellKnown) await tokens.accept(WELL_KNOWN_TOKEN, owner('service'));
  return {
    service: wellKnown ? WELL_KNOWN_TOKEN : await mint('service'),
    install: await mint('install'),
    enrollment: await mint('enrollment'),
    personal: await mint('personal'),
    jwt: await jwt,
  };
}
