import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startMock } from '../../support/api.ts';
import { startListening } from '../../support/http.ts';
import { Command, type Surroundings } from '../support.ts';

/** A folder for the running test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'quint-verify-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What answers in place of the mock server, which does where it is nothing; or ends its life. */
type Answer = (request: Request, die: () => void) => Response | void | Promise<Response | void>;

/** A mock server that listens. @returns where */
export async function startServer(answer: Answer = () => {}): Promise<string> {
  const mock = startMock();
  const { url, close } = await startListening({
    ...mock,
    async fetch(incoming) {
      const request = incoming as Request;
      return (await answer(request, die)) ?? (await mock.fetch(request));
    },
  });
  const die = () => void close({ timeout: 0 });
  return url;
}

/** `quint-mock verify`, which knows none of the credentials of this machine. */
export function verify(args: readonly string[], surroundings: Surroundings = {}): Command {
  const none = {
    QUINT_DEPLOY_TOKEN: '',
    QUINT_OTHER_TOKEN: '',
    QUINT_JWT: '',
    QUINT_REGISTRATION_TOKEN: '',
  };
  const env = { ...none, ...surroundings.env };
  return new Command(['verify', ...args], { ...surroundings, env });
}
