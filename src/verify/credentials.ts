/**
 * - `token`: a service or personal token.
 * - `otherToken`: the same of another organisation.
 * - `jwt`: a JWT of the first one.
 * - `registrationToken`: an install or enrollment token of the first one; it is spent.
 */
export type CredentialName = 'token' | 'otherToken' | 'jwt' | 'registrationToken';

/** The credentials that there are. */
export type Credentials = Readonly<Partial<Record<CredentialName, string>>>;

/** How a report and its curl lines name each credential, and where `quint-mock verify` looks for it. */
export const VARIABLES: Readonly<Record<CredentialName, string>> = {
  token: '$QUINT_DEPLOY_TOKEN',
  otherToken: '$QUINT_OTHER_TOKEN',
  jwt: '$QUINT_JWT',
  registrationToken: '$QUINT_REGISTRATION_TOKEN',
};

/** The flag of `quint-mock verify` for each, without its dashes. */
export const FLAGS = {
  token: 'token',
  otherToken: 'other-token',
  jwt: 'jwt',
  registrationToken: 'registration-token',
} as const satisfies Record<CredentialName, string>;

/** How they name one that the server has minted meanwhile. */
export const MINTED_VARIABLE = '$QUINT_MINTED_TOKEN';
