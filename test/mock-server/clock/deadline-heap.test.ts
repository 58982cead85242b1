import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Deadline, DeadlineHeap } from '../../../mock-server/clock/deadline-heap.ts';

it('always knows which deadline is next, whatever is added, moved and removed', () => {
  const action = fc.record({
    kind: fc.constantFrom('add', 'add', 'move', 'remove', 'shift'),
    dueAt: fc.nat(20),
    choice: fc.nat(1000),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
      const heap = new DeadlineHeap<Deadline>();
      const all: Deadline[] = [];
      for (const [order, { kind, dueAt, choice }] of actions.entries()) {
        const chosen = kind === 'shift' ? heap.first : all[choice % all.length];
        if (kind === 'add') {
          const item = { dueAt, order, heapIndex: -1 };
          heap.add(item);
          all.push(item);
        } else if (chosen !== undefined && kind === 'move') {
          heap.move(chosen, dueAt);
        } else if (chosen !== undefined) {
          heap.remove(chosen);
          expect(chosen.heapIndex).toBe(-1);
          all.splice(all.indexOf(chosen), 1);
        }
        expect(heap.size).toBe(all.length);
        expect(heap.first).toBe(all.toSorted((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0]);
      }
    }),
  );
});
