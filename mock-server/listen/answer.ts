import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ConnectionReset } from '../control/faults/connection-reset.ts';
import { ApiError } from '../http/api-error.ts';
import { failure } from '../http/respond.ts';
import { randomIds } from '../ids.ts';
import type { Streams } from './streams.ts';

const NO_REQUEST = new ApiError(
  'validation_failed',
  'The request target or the Host header is malformed; percent-encode what an id holds.',
);

/** Answers Node's requests with a server function. */
export function answerWith(
  fetch: (request: Request) => Promise<Response>,
  streams: Streams,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const answer = async (request: Request, { outgoing }: { outgoing: unknown }) => {
    const response = outgoing as ServerResponse;
    try {
      return streams.take(await fetch(request), response);
    } catch (error) {
      if (error instanceof ConnectionReset) response.socket?.resetAndDestroy();
      throw error;
    }
  };
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    hostname: 'localhost', // for HTTP/1.0, which has no Host
    // Also called where no `Request` can be made at all, so that the server never sees it.
    errorHandler: (error) =>
      error instanceof ConnectionReset ? undefined : failure(NO_REQUEST, 'GET', randomIds.uuid()),
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}
