/** Bytes; of an answer that has no end there would be more than memory takes. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * The body of an answer; of a stream of events, which has no end, nothing.
 * @throws Error when it is longer than 256 MiB
 */
export async function readText({ body, headers }: Response): Promise<string> {
  if (!body) return '';
  if (/^text\/event-stream\b/i.test(headers.get('content-type') ?? '')) {
    await body.cancel();
    return '';
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MOST_BYTES) {
      void reader.cancel().catch(() => {});
      throw new Error(`it has more than ${MOST_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
