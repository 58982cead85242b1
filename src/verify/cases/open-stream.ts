import { operations } from '../../../spec/operations.ts';
import { isMissing } from '../decided.ts';
import { lack } from '../lacking.ts';
import type { CredentialName } from '../credentials.ts';
import type { EventStream } from '../event-stream.ts';
import type { Trial } from '../trial.ts';

const { status, contentType } = operations.stream.success;

/**
 * Opens the stream, which must be one; close it.
 * @throws Lacking where there is none at its path, which is decided
 */
export async function openStream(
  trial: Trial,
  headers: Record<string, string> = {},
  as?: CredentialName,
): Promise<EventStream> {
  const live = await trial.stream(as, headers);
  const { response } = live;
  const type = response.headers.get('content-type') ?? 'none';
  const isStream = response.status === status && type.toLowerCase().startsWith(contentType);
  if (!isStream) await live.close();
  const answered = `it answered ${response.status} and ${type}`;
  if (isMissing('stream', response.status)) lack(trial, 'the stream at its path', answered);
  trial.expect(isStream, `${status} and ${contentType}`, answered);
  return live;
}
