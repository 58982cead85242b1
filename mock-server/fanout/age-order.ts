/** What {@link AgeOrder} links. */
export interface Aged<Node> {
  older: Node | undefined;
  newer: Node | undefined;
}

/**
 * All messages of a queue in the order in which they came in. A second chain through the messages,
 * beside the one of their group: it answers "which is the oldest" for retention (F36), for the age
 * metric and for redrive (F44), whatever is deleted from its middle.
 */
export class AgeOrder<Node extends Aged<Node>> {
  oldest: Node | undefined = undefined;
  #newest: Node | undefined = undefined;

  append(node: Node): void {
    const newest = this.#newest;
    if (newest === undefined) this.oldest = node;
    else newest.newer = node;
    node.older = newest;
    this.#newest = node;
  }

  remove(node: Node): void {
    const { older, newer } = node;
    if (older === undefined) this.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    node.older = undefined;
    node.newer = undefined;
  }

  /** From the oldest on. The node at hand may be removed meanwhile. */
  *[Symbol.iterator](): Iterator<Node> {
    for (let node = this.oldest; node !== undefined;) {
      const { newer } = node;
      yield node;
      node = newer;
    }
  }
}
