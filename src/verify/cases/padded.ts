/** A body as JSON of so many bytes: what is missing is blanks at its end, which nobody has to store. */
export function padded(body: object, bytes: number): string {
  const json = JSON.stringify(body);
  return json + ' '.repeat(bytes - new TextEncoder().encode(json).length);
}
