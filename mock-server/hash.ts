/**
 * A hash of a string, 32 bits. JavaScript has one for every string but shows it to nobody; worked out
 * here once, it serves the topic, each of its queues, and the table.
 */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5; // FNV-1a
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
