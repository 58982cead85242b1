import { agentTraffic } from './agent-traffic.ts';
import type { Delivery } from './delivery.ts';
import { incident } from './incident.ts';
import { subAgents } from './sub-agents.ts';

const HOUR = 3_600_000;

/** What a scenario is made of: the same gives the same. */
export interface ScenarioOptions {
  readonly seed: number;
  /** Until when it lasts at most, in epoch milliseconds. */
  readonly end: number;
}

interface Scenario {
  readonly summary: string;
  readonly make: (options: ScenarioOptions) => Delivery[];
}

/** What can be seeded by name. */
export const SCENARIOS = {
  'quiet-day': {
    summary: 'Twelve sessions on several platforms, with sub-agents; nothing raises an alert.',
    make: ({ seed, end }) => agentTraffic({ seed, start: end - 11 * HOUR, calm: true }),
  },
  'busy-day': {
    summary: 'The same with commands, some of them risky, some blocked: some hundred alerts.',
    make: ({ seed, end }) => agentTraffic({ seed, start: end - 11 * HOUR }),
  },
  incident: {
    summary:
      'One session that goes wrong: a burst, critical risks and a blocked call, each an alert.',
    make: incident,
  },
  'sub-agents': {
    summary: 'A session that sends out three sub-agents, of which one sends out another.',
    make: subAgents,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/**
 * The deliveries of a scenario that ends with the last full hour before `now`: within that hour the
 * same seed gives the same, so that to seed twice is to seed once.
 * @param now epoch milliseconds
 */
export function scenario(name: ScenarioName, seed: number, now: number): Delivery[] {
  const hour = Math.floor(now / HOUR);
  // An hour's events must not have the ids of another's.
  return SCENARIOS[name].make({ seed: Math.imul(seed, 0x9e3779b1) ^ hour, end: hour * HOUR });
}
