import { JwtOrder, TokenOrder } from '../../mint.ts';
import { route, type ControlRoute } from '../route.ts';

/** Credentials. */
export const MINT_ROUTES: readonly ControlRoute[] = [
  route({
    name: 'mintToken',
    method: 'POST',
    path: '/_mock/mintToken',
    summary: 'Mints a token of any type, for any org.',
    body: TokenOrder,
    example: { body: { org_id: 'acme', type: 'service' } },
    call: async (control, { body }) => ({ token: await control.mintToken(body) }),
  }),
  route({
    name: 'mintJwt',
    method: 'POST',
    path: '/_mock/mintJwt',
    summary: 'Signs a JWT of any org, a good one or one that has expired.',
    body: JwtOrder,
    example: { body: { org_id: 'acme', expires_in: 3_600 } },
    call: async (control, { body }) => ({ jwt: await control.mintJwt(body) }),
  }),
];
