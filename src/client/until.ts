/**
 * `body`, but `signal` ends it: the reader gets the signal's reason and the connection closes, at
 * once. `pipeThrough(…, { signal })` would wait for a reader that has stopped reading.
 */
export function until(
  signal: AbortSignal | undefined,
  body: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  if (!signal) return body;
  const reader = body.getReader();
  let onAbort: () => void;
  const done = () => signal.removeEventListener('abort', onAbort);
  return new ReadableStream({
    start(controller) {
      onAbort = () => {
        done();
        controller.error(signal.reason);
        reader.cancel(signal.reason).catch(() => {});
      };
      signal.addEventListener('abort', onAbort);
    },
    async pull(controller) {
      try {
        const chunk = await reader.read();
        if (!chunk.done) return controller.enqueue(chunk.value);
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      done();
    },
    cancel(reason) {
      done();
      return reader.cancel(reason);
    },
  });
}
