import { createHash } from 'node:crypto';
import { ERROR_CODES } from '../../spec/errors.ts';
import type { OpenApiDocument } from '../../spec/openapi.ts';
import { answerVectors } from '../../spec/vectors/answers.ts';
import { backoffSchedules } from '../../spec/vectors/backoff.ts';
import { bodyVectors } from '../../spec/vectors/bodies.ts';
import {
  CREDENTIALS,
  JWT,
  JWT_SECRET,
  VECTORS_ORG,
  VECTORS_TIME,
  type Credential,
} from '../../spec/vectors/credentials.ts';
import { exchanges } from '../../spec/vectors/exchanges.ts';
import { histories } from '../../spec/vectors/histories.ts';
import {
  NEXT_YEAR_EVENT,
  NEXT_YEAR_FIELDS,
  NEXT_YEAR_START,
  NEXT_YEAR_STATE_REPORT,
  nextYearAnswers,
  nextYearError,
} from '../../spec/vectors/next-year.ts';
import {
  authorizationHeaders,
  mintedForms,
  MINTED_PATTERN,
  tokenHashes,
} from '../../spec/vectors/tokens.ts';
import { writtenExchange } from './vector-exchanges.ts';
import { overflowFiles } from './vector-overflow.ts';
import { vectorText } from './vector-text.ts';

/** A file of `vectors/`, and what its manifest says of it. */
export interface VectorFile {
  readonly path: string;
  readonly kind: string;
  readonly description: string;
  /** How many vectors are in it. */
  readonly count: number;
  readonly content: string | Uint8Array;
}

/** Every file of `vectors/` but the README, by its path below. */
export function vectorsOf(document: OpenApiDocument): Map<string, string | Uint8Array> {
  const files: readonly VectorFile[] = [
    ...bodyVectors.map(bodyFile),
    historyFile(),
    exchangeFile(),
    mockStateFile(),
    backoffFile(),
    answerFile(),
    tokenFile(),
    nextYearFile(),
    ...overflowFiles(),
  ];
  const manifest = {
    package: '@quint-security/contract',
    version: document.info.version,
    schema_version: NEXT_YEAR_EVENT.schema_version,
    openapi: document.openapi,
    error_codes: Object.fromEntries(
      Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status]),
    ),
    files: files.map(({ content, ...about }) => ({
      ...about,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
  return new Map([
    ['manifest.json', vectorText(manifest)],
    ...files.map(({ path, content }) => [path, content] as const),
  ]);
}

type BodyVectors = (typeof bodyVectors)[number];

function bodyFile({ schema, valid, refused }: BodyVectors): VectorFile {
  return {
    path: `bodies/${schema}.json`,
    kind: 'bodies',
    description: `Bodies that the schema ${schema} accepts, and such as it refuses, with every reason.`,
    count: valid.length + refused.length,
    content: vectorText({ schema, valid, refused }),
  };
}

function historyFile(): VectorFile {
  return {
    path: 'histories.json',
    kind: 'histories',
    description: 'What is reported of a session, and the session that it comes to.',
    count: histories.length,
    content: vectorText({ histories }),
  };
}

function exchangeFile(): VectorFile {
  return {
    path: 'exchanges.json',
    kind: 'exchanges',
    description:
      'Requests and their answers, in order, for every operation; and the credentials that they need.',
    count: exchanges.length,
    content: vectorText({
      time: VECTORS_TIME,
      org_id: VECTORS_ORG,
      jwt: JWT,
      jwt_secret: JWT_SECRET,
      credentials: Object.values(CREDENTIALS),
      exchanges: exchanges.map(writtenExchange),
    }),
  };
}

/** The same credentials as the mock takes them in: its tables, without raw tokens. */
function mockStateFile(): VectorFile {
  const api_tokens = Object.values<Credential>(CREDENTIALS).map((credential) => ({
    id: credential.id,
    hash: credential.sha256,
    org_id: credential.org_id,
    type: credential.type,
    name: credential.name,
    created_at: credential.created_at,
    expires_at: credential.expires_at,
    last_used_at: null,
    revoked_at: credential.revoked_at,
    spent_at: credential.spent_at,
    rotated_at: null,
  }));
  const empty = { actions: [], sessions: [], alerts: [], rule_matches: [], machines: [] };
  return {
    path: 'mock-state.json',
    kind: 'mock-state',
    description:
      'The credentials of exchanges.json, for `PUT /_mock/state` of the mock server; its clock stands.',
    count: api_tokens.length,
    content: vectorText({
      format: 'quint-mock-state',
      version: 1,
      clock: { epoch_ms: Date.parse(VECTORS_TIME), frozen: true },
      tables: { ...empty, api_tokens },
      queues: [],
    }),
  };
}

function backoffFile(): VectorFile {
  return {
    path: 'backoff.json',
    kind: 'backoff',
    description: 'How long client and forwarder wait after an attempt that failed.',
    count: backoffSchedules.reduce((sum, { waits }) => sum + waits.length, 0),
    content: vectorText({ schedules: backoffSchedules }),
  };
}

function answerFile(): VectorFile {
  return {
    path: 'answers.json',
    kind: 'answers',
    description: 'Failures as a client meets them: what it tries again, when, and what it says.',
    count: answerVectors.length,
    content: vectorText({ answers: answerVectors }),
  };
}

function tokenFile(): VectorFile {
  return {
    path: 'tokens.json',
    kind: 'tokens',
    description: 'Raw tokens, their hashes, and where they stand in a header.',
    count: tokenHashes.length + mintedForms.length + authorizationHeaders.length,
    content: vectorText({
      hashes: tokenHashes,
      minted_pattern: MINTED_PATTERN,
      minted: mintedForms,
      headers: authorizationHeaders,
    }),
  };
}

function nextYearFile(): VectorFile {
  return {
    path: 'next-year.json',
    kind: 'next-year',
    description:
      'What nobody knows yet: a server takes, keeps and hands on the one, a client survives the other.',
    count: 3 + nextYearAnswers.length + 1,
    content: vectorText({
      event: NEXT_YEAR_EVENT,
      kept: Object.keys(NEXT_YEAR_FIELDS),
      reports: [NEXT_YEAR_START, NEXT_YEAR_STATE_REPORT],
      answers: nextYearAnswers,
      error: nextYearError,
    }),
  };
}
