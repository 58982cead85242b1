import { LIMITS } from '../../spec/limits.ts';
import { ConnectionReset } from '../../mock-server/control/faults/connection-reset.ts';
import { readText } from '../../mock-server/http/read-json.ts';
import type { MockServer } from '../../mock-server/server.ts';
import { isStream } from './is-stream.ts';
import type { Journal } from './journal.ts';
import type { OpenStreams } from './open-streams.ts';
import { routeOf } from './place.ts';

/**
 * Has the server answer a request, and notes what became of it.
 * @param url of the request, as the API sees it
 */
export async function serve(
  request: Request,
  url: URL,
  server: MockServer,
  { journal, streams }: { readonly journal: Journal; readonly streams: OpenStreams },
): Promise<Response> {
  const at = server.clock.now();
  const { method, headers, signal } = request;
  // Read once, here: to clone a request costs more, and each clone has to be read to its end.
  const body = request.body === null ? null : await request.arrayBuffer();
  const sent = () => new Request(url, { method, headers, body, signal });
  const { response, text } = await answered(server, sent(), streams);
  const route = routeOf(method, url.pathname);
  if (route) {
    journal.record({
      operation: route.id,
      at,
      method,
      url: request.url,
      params: route.params,
      requestText:
        body === null ? undefined : await readText(sent(), LIMITS.bodyBytes).catch(() => undefined),
      status: response.type === 'error' ? null : response.status,
      responseText: text,
      overridden: false,
    });
  }
  return response;
}

/** The answer, and its body where it has one that ends. */
async function answered(
  server: MockServer,
  request: Request,
  streams: OpenStreams,
): Promise<{ readonly response: Response; readonly text: string | undefined }> {
  let response: Response;
  try {
    response = await server.fetch(request);
  } catch (error) {
    // MSW's word for a request that fails without an answer.
    const isMeant = error instanceof ConnectionReset || request.signal.aborted;
    if (isMeant) return { response: Response.error(), text: undefined };
    throw error;
  }
  if (isStream(response)) return { response: streams.opened(request, response), text: undefined };
  if (!response.body) return { response, text: undefined };
  try {
    const text = await response.text();
    return { response: new Response(text, response), text };
  } catch (error) {
    const brokenOff = new ReadableStream({ start: (controller) => controller.error(error) });
    return { response: new Response(brokenOff, response), text: undefined };
  }
}
