import { CREDENTIALS } from './credentials.ts';

/** What is looked up is the SHA-256 of the raw token's UTF-8, in lower-case hex (contract.md §4). */
export const tokenHashes: readonly { readonly raw: string; readonly sha256: string }[] = [
  {
    raw: 'qt_deploy_YOUR_TOKEN',
    sha256: '00dd67419ccb75d84a3504b5f8cf95cdb8afe27f75eb695f0ef97d2361e14a33',
  },
  ...Object.values(CREDENTIALS).map(({ raw, sha256 }) => ({ raw, sha256 })),
  {
    raw: 'qt_dk_0123456789abcdef0123456789abcdef',
    sha256: 'fe7371c4507e82d0b1f94d25c4d9978d439133c42250b70b3103ba2be284db6b',
  },
  {
    raw: 'qt_sk_0123456789abcdef0123456789abcdef',
    sha256: 'b64728325ecb1cdd8ac8bb978d80e3280f589bfea18522ecdc614e73e6320387',
  },
  { raw: 'abc', sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
];

/** What a minted token looks like; any other text may be a token as well. */
export const MINTED_PATTERN = '^(?:qt_deploy|qt_pk)_[0-9a-f]{32}$';

export const mintedForms: readonly { readonly raw: string; readonly minted: boolean }[] = [
  { raw: CREDENTIALS.service.raw, minted: true },
  { raw: CREDENTIALS.personal.raw, minted: true },
  { raw: 'qt_deploy_YOUR_TOKEN', minted: false },
  { raw: CREDENTIALS.service.raw.toUpperCase(), minted: false },
  { raw: CREDENTIALS.service.raw.slice(0, -1), minted: false },
  { raw: `${CREDENTIALS.service.raw}0`, minted: false },
  { raw: 'qt_dk_0123456789abcdef0123456789abcdef', minted: false },
  { raw: '', minted: false },
];

const RAW = CREDENTIALS.service.raw;

/** Which raw token an `Authorization` header holds; null: none, and the answer is 401 (RFC 6750 §2.1). */
export const authorizationHeaders: readonly {
  readonly authorization: string;
  readonly token: string | null;
}[] = [
  { authorization: `Bearer ${RAW}`, token: RAW },
  { authorization: `bearer ${RAW}`, token: RAW },
  { authorization: `BEARER   ${RAW}`, token: RAW },
  { authorization: RAW, token: null },
  { authorization: `Bearer${RAW}`, token: null },
  { authorization: `Token ${RAW}`, token: null },
  { authorization: `Bearer ${RAW} ${RAW}`, token: null },
  { authorization: `Bearer "${RAW}"`, token: `"${RAW}"` },
  { authorization: 'Bearer', token: null },
];
