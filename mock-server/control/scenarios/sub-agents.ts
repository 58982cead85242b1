import type { Delivery } from './delivery.ts';
import { Random } from './random.ts';
import type { ScenarioOptions } from './scenarios.ts';
import { scripted, type Step } from './scripted-session.ts';

const MINUTES = 30;

/** A session that sends out three sub-agents, of which the first sends out one of its own. */
export function subAgents({ seed, end }: ScenarioOptions): Delivery[] {
  const random = new Random(seed);
  const start = end - MINUTES * 60_000;
  const root = `${random.int(1_000, 99_999)}-${start}`;
  const session = (id: string, name: string, afterSeconds: number, calls: number) =>
    scripted(random, {
      id,
      name,
      start: start + afterSeconds * 1000,
      steps: reading(random, calls),
      endsAt: 20 * calls + 30,
    });
  return [
    ...session(root, 'Add pagination to invoices', 0, 12),
    ...session(`${root}:sub:1`, 'Find where invoices are listed', 60, 8),
    ...session(`${root}:sub:1:sub:1`, 'Read the query builder', 90, 4),
    ...session(`${root}:sub:2`, 'Write the tests', 120, 6),
    ...session(`${root}:sub:3`, 'Check the documentation', 150, 5),
  ];
}

function reading(random: Random, calls: number): Step[] {
  return Array.from({ length: calls }, (_, index) => ({
    at: 20 * index + random.int(1, 19),
    tool: random.pick(['Read', 'Grep', 'Edit']),
    args: { file_path: `src/invoices/${random.pick(['index', 'query', 'view'])}.ts` },
  }));
}
