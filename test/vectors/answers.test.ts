// What a client does with failures, over real connections; only its waits are cut short.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../spec/errors.ts';
import { errorCodesOf, operations } from '../../spec/operations.ts';
import { ErrorBody } from '../../spec/schemas/error.ts';
import type { AnswerVector } from '../../spec/vectors/answers.ts';
import { createQuintClient } from '../../src/index.ts';
import * as pauses from '../../src/client/pause.ts';
import { rejection, serve } from '../src/client/support.ts';
import { vectors } from './support/files.ts';

vi.mock('../../src/client/pause.ts', { spy: true });

const { answers } = vectors<{ answers: readonly AnswerVector[] }>('answers.json');

/** A server that knows this one answer, and the requests that it got. */
async function answering({ response: answer }: AnswerVector) {
  const requests: string[] = [];
  const baseUrl = await serve((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (!answer) return void request.socket.destroy();
    const { status, headers, text, content_length } = answer;
    if (content_length === undefined) return void response.writeHead(status, headers).end(text);
    response.writeHead(status, { ...headers, 'content-length': content_length });
    response.write(text, () => response.destroy());
  });
  return { baseUrl, requests };
}

/** How long the client would have waited each time. */
function shortened(): readonly number[] {
  const waits: number[] = [];
  const pause = vi.spyOn(pauses, 'pause').mockImplementation(async (_, ms) => {
    waits.push(ms);
  });
  onTestFinished(() => pause.mockRestore());
  return waits;
}

/** The ends of what chance gives. */
const RANDOM = [0, 0.999999];

describe.each(RANDOM)('with the random number %d', (random) => {
  test.each(answers)('$operation: $name', async (vector) => {
    const { operation, args, retried, wait, error: wanted } = vector;
    const draw = vi.spyOn(Math, 'random').mockReturnValue(random);
    onTestFinished(() => draw.mockRestore());
    const waits = shortened();
    const { baseUrl, requests } = await answering(vector);
    const client = createQuintClient({ baseUrl, token: 'qt_deploy_test' });
    const call = client[operation] as (...args: readonly unknown[]) => Promise<unknown>;
    const error = await rejection(call(...args));

    expect(requests.length > 1).toBe(retried);
    expect(requests).toHaveLength(waits.length + 1);
    if (wait) {
      expect(waits[0]).toBeGreaterThanOrEqual(wait.min_ms);
      expect(waits[0]).toBeLessThanOrEqual(wait.max_ms);
      expect(Math.round(waits[0]!)).toBe(random === 0 ? wait.max_ms : wait.min_ms);
    }
    expect(error.code).toBe(wanted.code);
    // One that broke off has a status as well: what came of it is told, and no success.
    if (wanted.status !== null) expect(error.status).toBe(wanted.status);
    expect(error.issues?.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      wanted.pointers,
    );
  });
});

test('what is the API’s own is an error that the operation documents', () => {
  const own = answers.filter(({ error }) => error.code in ERROR_CODES);
  expect(own.length).toBeGreaterThan(8);
  for (const { name, operation, response, error } of own) {
    const { status, text } = response!;
    expect(errorCodesOf(operations[operation]), name).toContain(error.code);
    expect(status, name).toBe(ERROR_CODES[error.code as ErrorCode].status);
    expect(ErrorBody.parse(JSON.parse(text)).code, name).toBe(error.code);
  }
});
