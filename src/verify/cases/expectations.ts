import type { Trial } from '../trial.ts';

/** The ids of events as they are sent. */
export function idsOf(events: readonly { readonly event_id: string }[]): string[] {
  return events.map(({ event_id }) => event_id);
}

/** Demands that a list has these items in this order. @param what completes "the … in order" */
export function expectIds(
  trial: Trial,
  what: string,
  items: readonly { readonly id: string }[],
  ids: readonly string[],
): void {
  expectSame(
    trial,
    what,
    items.map(({ id }) => id),
    ids,
  );
}

/** The same of ids alone. */
export function expectSame(
  trial: Trial,
  what: string,
  found: readonly string[],
  ids: readonly string[],
): void {
  trial.expect(
    found.length === ids.length && found.every((id, index) => id === ids[index]),
    `the ${what} ${listed(ids)}, in this order and each once`,
    `they are ${listed(found)}`,
  );
}

interface WithSummary {
  readonly risk_summary: {
    readonly total_events: number;
    readonly max_risk: number;
    readonly avg_risk: number;
  };
}

export function expectTotal(trial: Trial, { risk_summary }: WithSummary, total: number): void {
  trial.expect(
    risk_summary.total_events === total,
    `total_events ${total}`,
    `it is ${risk_summary.total_events}`,
  );
}

export function expectSummary(
  trial: Trial,
  { risk_summary }: WithSummary,
  wanted: WithSummary['risk_summary'],
): void {
  const { total_events, max_risk, avg_risk } = risk_summary;
  trial.expect(
    total_events === wanted.total_events &&
      max_risk === wanted.max_risk &&
      avg_risk === wanted.avg_risk,
    `the risk summary ${JSON.stringify(wanted)}`,
    `it is ${JSON.stringify({ total_events, max_risk, avg_risk })}`,
  );
}

function listed(ids: readonly string[]): string {
  const first = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${first} … (${ids.length})` : first || 'none';
}
