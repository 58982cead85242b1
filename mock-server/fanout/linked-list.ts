/** What can stand in a {@link LinkedList}: in one list at a time. Only the list writes the links. */
export interface Linked<Node> {
  previous: Node | undefined;
  next: Node | undefined;
}

/**
 * A doubly linked list through the items themselves: joining and leaving at any place cost O(1), and
 * nothing is allocated for either.
 */
export class LinkedList<Node extends Linked<Node>> {
  first: Node | undefined = undefined;
  last: Node | undefined = undefined;

  append(node: Node): void {
    const last = this.last;
    if (last === undefined) this.first = node;
    else last.next = node;
    node.previous = last;
    this.last = node;
  }

  /** Takes out a node of this list. */
  remove(node: Node): void {
    const { previous, next } = node;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    // A node that is gone must not hold on to the ones that stay, nor they to it.
    node.previous = undefined;
    node.next = undefined;
  }

  /** Takes out the first node. */
  shift(): Node | undefined {
    const node = this.first;
    if (node !== undefined) this.remove(node);
    return node;
  }
}
