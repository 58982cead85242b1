/**
 * The first bytes of a body, which then fails as one does whose connection is lost: whoever reads it
 * gets a `TypeError`, as from `fetch`.
 * @param bytes how many come through
 */
export function brokenOff(
  body: ReadableStream<Uint8Array>,
  bytes: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (left > 0) {
        const { done, value } = await reader.read();
        if (!done) {
          const part = value.subarray(0, left);
          left -= part.length;
          controller.enqueue(part);
          return;
        }
      }
      controller.error(new TypeError('terminated'));
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
