/** Fails, without telling the token, when no header can carry it. */
export function checkToken(token: string | undefined): string | undefined {
  if (token && !/^[!-~]+$/.test(token)) {
    throw new TypeError(
      'token (or QUINT_DEPLOY_TOKEN) has a space, a line break or a character outside ASCII: trim it',
    );
  }
  return token;
}
