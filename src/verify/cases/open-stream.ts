import { operations } from '../../../spec/operations.ts';
import type { CredentialName } from '../credentials.ts';
import type { EventStream } from '../event-stream.ts';
import type { Trial } from '../trial.ts';

const { status, contentType } = operations.stream.success;

/** Opens the stream, which must be one; close it. */
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
  trial.expect(
    isStream,
    `${status} and ${contentType}`,
    `it answered ${response.status} and ${type}`,
  );
  return live;
}
