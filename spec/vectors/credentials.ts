import type { TokenType } from '../schemas/token.ts';

/** The organisation of the exchanges. */
export const VECTORS_ORG = 'org_vectors';

/** The instant at which they are exchanged. */
export const VECTORS_TIME = '2026-04-25T04:00:00Z';

/** A token that a server must know before the exchanges. It protects nothing. */
export interface Credential {
  readonly id: string;
  readonly raw: string;
  /** Of `raw`: a literal, since nothing here can compute one. */
  readonly sha256: string;
  readonly org_id: string;
  readonly type: TokenType;
  readonly name: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  /** Of a single-use token: when it was used. */
  readonly spent_at: string | null;
}

const good = { org_id: VECTORS_ORG, expires_at: null, revoked_at: null, spent_at: null };

export const CREDENTIALS = {
  service: {
    ...good,
    id: '1d6d1b9e-0001-4c5a-8f21-77f0f0a10001',
    raw: 'qt_deploy_cc225bc24d0e7e1898e8a63daedcbe46',
    sha256: '778f9bb66d99fcd0ced537d80a30dc43c78dd594d5e14b37cf9011287a06b4e2',
    type: 'service',
    name: 'fleet',
    created_at: '2026-04-01T00:00:01Z',
  },
  personal: {
    ...good,
    id: '1d6d1b9e-0002-4c5a-8f21-77f0f0a10002',
    raw: 'qt_pk_a6350694c0da674940df6c689857468c',
    sha256: 'dddd592b0b7b787a602e428bdd8623f51d6679ee223f1d2962d87c7c7b34b181',
    type: 'personal',
    name: 'laptop',
    created_at: '2026-04-01T00:00:02Z',
  },
  install: {
    ...good,
    id: '1d6d1b9e-0003-4c5a-8f21-77f0f0a10003',
    raw: 'qt_deploy_4a7e813d427e2ff3c0430d10c04a805f',
    sha256: 'a98040814dbf1d4b249114967e7356d5973c2024a77125f46c3d844aa5e0e863',
    type: 'install',
    name: 'installer',
    created_at: '2026-04-01T00:00:03Z',
  },
  enrollment: {
    ...good,
    id: '1d6d1b9e-0004-4c5a-8f21-77f0f0a10004',
    raw: 'qt_deploy_97e1f6b012d5672459f927d0cfbe1bc8',
    sha256: '5afdcee887c177bb50c02d3a68ee191c40d147378a524c0fe2e32b013fc4c7f4',
    type: 'enrollment',
    name: 'enrollment',
    created_at: '2026-04-01T00:00:04Z',
  },
  retiring: {
    ...good,
    id: '1d6d1b9e-0005-4c5a-8f21-77f0f0a10005',
    raw: 'qt_deploy_5931e5e6eb4957ad1e355c10dd20e8d8',
    sha256: '72001d50a0678a49e6d2d4985ad4deef0c1b8e4c83f45ed09d04297a608f71b0',
    type: 'service',
    name: 'to be rotated',
    created_at: '2026-04-01T00:00:05Z',
  },
  leaving: {
    ...good,
    id: '1d6d1b9e-0006-4c5a-8f21-77f0f0a10006',
    raw: 'qt_deploy_9f322f492688dbc1ea183b311d40afc1',
    sha256: 'dd6b5d64e9989c6e44a97f7177d99df160faf21ee64eb724e718a97068703304',
    type: 'service',
    name: 'to be revoked',
    created_at: '2026-04-01T00:00:06Z',
  },
  spent: {
    ...good,
    id: '1d6d1b9e-0007-4c5a-8f21-77f0f0a10007',
    raw: 'qt_deploy_38412bda7b6eca4f6aeba6660d8c6ad3',
    sha256: '914c647e01fcc48803921cfd6e796439b41bee53e1c83aa46042b4b68505e5c7',
    type: 'install',
    name: 'spent',
    created_at: '2026-04-01T00:00:07Z',
    spent_at: '2026-04-02T00:00:00Z',
  },
  expired: {
    ...good,
    id: '1d6d1b9e-0008-4c5a-8f21-77f0f0a10008',
    raw: 'qt_deploy_4f207a7893df07c1dd1e50a53a68d61a',
    sha256: 'b0e22d8914b09f5bec08d953fddacb8b98c92145004ab03f44fafcecd2d7b094',
    type: 'service',
    name: 'expired',
    created_at: '2026-04-01T00:00:08Z',
    expires_at: '2026-04-02T00:00:00Z',
  },
  revoked: {
    ...good,
    id: '1d6d1b9e-0009-4c5a-8f21-77f0f0a10009',
    raw: 'qt_deploy_f813b735bcdee6705b8c16af16f823ce',
    sha256: '61f49563355d8111fa72b7c72e67ddee85b9a597aef095cae0207a91c55e3be8',
    type: 'personal',
    name: 'revoked',
    created_at: '2026-04-01T00:00:09Z',
    revoked_at: '2026-04-02T00:00:00Z',
  },
  other: {
    ...good,
    id: '1d6d1b9e-0010-4c5a-8f21-77f0f0a10010',
    raw: 'qt_deploy_2498df69e060b26bdbaa1c73e3af838e',
    sha256: 'edc529cdd972a8629734c905e05b676f58b4f4f72034b7f70f02db20d1082169',
    org_id: 'org_other',
    type: 'service',
    name: 'of another organisation',
    created_at: '2026-04-01T00:00:10Z',
  },
} as const satisfies Record<string, Credential>;

/** The shared secret of the JWT. It protects nothing. */
export const JWT_SECRET = 'a shared secret of the vectors: it protects nothing';

/** HS256, of {@link VECTORS_ORG}, good until the year 2100. */
export const JWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJhdXRoZW50aWNhdGVkIiwicm9sZSI6ImF1dGhlbnRpY2F0ZWQiLCJzdWIiOiJ2ZWN0b3JzIiwiaWF0IjoxNzc3MDAwMDAwLCJleHAiOjQxMDI0NDQ4MDAsImFwcF9tZXRhZGF0YSI6eyJvcmdfaWQiOiJvcmdfdmVjdG9ycyJ9fQ.0d0KjapyM5f2A5kKYXvCYzMIMdHHxpXaj4b2GcBY9Pw';
