import * as z from 'zod';
import { LIMITS } from '../../spec/limits.ts';
import { QuintEvent } from '../../spec/schemas/event.ts';
import type { SessionReport } from '../../spec/schemas/lifecycle.ts';
import { ApiError, validationFailed } from '../http/api-error.ts';
import { validate } from '../http/validate.ts';
import { ingestEvents } from '../ingest/ingest-events.ts';
import { ingestSession } from '../ingest/ingest-session.ts';
import { refuseDeepNesting } from '../ingest/refuse-deep-nesting.ts';
import { validateReport } from '../ingest/validate-report.ts';
import type { Services } from '../operation.ts';
import { LOCAL_ORG } from '../tokens/ready-made.ts';
import { OrgId } from './org-id.ts';
import { requestFacts } from '../request-facts.ts';
import type { Delivery, SentEvent, SentReport } from './scenarios/delivery.ts';
import { scenario, SCENARIOS, type ScenarioName } from './scenarios/scenarios.ts';

const SeedScenario = z.strictObject({
  scenario: z.enum(Object.keys(SCENARIOS) as [ScenarioName, ...ScenarioName[]]),
  /** The same seed gives the same within an hour of the server's clock. @default 1 */
  seed: z.int().min(0).max(0xffffffff).optional(),
  /** @default the org of the ready-made tokens */
  org_id: OrgId.optional(),
});

const SeedData = z.strictObject({
  /** @default the org of the ready-made tokens */
  org_id: OrgId.optional(),
  /** As they are posted, and as many as there may be. */
  events: z.array(QuintEvent).optional(),
  /** As they are posted; published before the events. */
  reports: z.array(z.unknown()).optional(),
});

/** What to seed: a scenario by name, or data in the form of the wire. */
export type Seed =
  | ScenarioName
  | z.infer<typeof SeedScenario>
  | (Omit<z.infer<typeof SeedData>, 'reports'> & { readonly reports?: readonly SessionReport[] });

/** What was published, as the ingest operations count it. */
export interface Seeded {
  readonly org_id: string;
  readonly ingested: number;
  readonly duplicates: number;
  readonly reports: number;
}

/** The scenarios, with a line about each. */
export function listScenarios(): { readonly name: ScenarioName; readonly summary: string }[] {
  return (Object.keys(SCENARIOS) as ScenarioName[]).map((name) => ({
    name,
    summary: SCENARIOS[name].summary,
  }));
}

/** See `Control.seed`. It takes the way of ingest, but for credential, rate limit and journal. */
export async function seed(services: Services, what: Seed): Promise<Seeded> {
  const { org_id, deliveries } = deliveriesOf(what, services.clock.now());
  const caller = { org_id };
  const request = new Request('http://mock/_mock/seed', { method: 'POST' });
  const counts = { ingested: 0, duplicates: 0, reports: 0 };
  for (const delivery of deliveries) {
    const facts = requestFacts(request, services.ids.uuid(), services.clock.now());
    if (delivery.kind === 'report') {
      await ingestSession({ body: delivery.report, caller, facts }, services);
      counts.reports++;
    } else {
      const { events } = delivery;
      const taken = await ingestEvents({ body: { events }, caller, facts }, services);
      counts.ingested += taken.ingested;
      counts.duplicates += taken.duplicates;
    }
  }
  return { org_id, ...counts };
}

function deliveriesOf(what: Seed, now: number): { org_id: string; deliveries: Delivery[] } {
  const named = typeof what === 'string' ? { scenario: what } : what;
  if (typeof named !== 'object' || named === null || 'scenario' in named) {
    validate(SeedScenario, named);
    const { org_id = LOCAL_ORG, seed: number = 1 } = named;
    return { org_id, deliveries: scenario(named.scenario, number, now) };
  }
  validate(SeedData, named);
  refuseDeepNesting(named.events ?? []);
  refuseBadReports(named.reports ?? []);
  // Ingest stamps the org into the events, and these are the caller's.
  const { org_id = LOCAL_ORG, events = [], reports = [] } = structuredClone(named);
  return {
    org_id,
    deliveries: [
      ...(reports as readonly SentReport[]).map((report) => ({ kind: 'report', report }) as const),
      ...batchesOf(events as SentEvent[]).map(
        (batch) => ({ kind: 'events', events: batch }) as const,
      ),
    ],
  };
}

function batchesOf(events: readonly SentEvent[]): SentEvent[][] {
  const batches: SentEvent[][] = [];
  for (let start = 0; start < events.length; start += LIMITS.eventsPerBatch) {
    batches.push(events.slice(start, start + LIMITS.eventsPerBatch));
  }
  return batches;
}

/** Each by the form that it has, so that the issues are those of that form. */
function refuseBadReports(reports: readonly unknown[]): void {
  const issues = reports.flatMap((report, index) => {
    try {
      validateReport(report);
      return [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return (error.issues ?? []).map(({ pointer, message, code }) => ({
        pointer: `/reports/${index}${pointer}`,
        message,
        code,
      }));
    }
  });
  if (issues.length > 0) throw validationFailed(issues);
}
