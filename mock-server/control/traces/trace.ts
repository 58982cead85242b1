import { validate } from '../../http/validate.ts';
import { orgOf, type Envelope } from '../../fanout/envelope.ts';
import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing/processing.ts';
import type { EventTrace } from './event-trace.ts';
import { OrgFilter } from '../org-id.ts';
import { refusedTrace, theOnly } from './trace-refused.ts';
import {
  ingestStations,
  processorStation,
  queueStation,
  rowStation,
  type BehindQueue,
} from './trace-stations.ts';
import type { TraceStation, TraceView } from './trace-view.ts';

/** See `Control.trace`. */
export async function trace(
  services: Services,
  processing: Processing,
  eventId: string,
  query: OrgFilter = {},
): Promise<TraceView> {
  validate(OrgFilter, query);
  const traces = services.traces.find(eventId, query.org_id);
  const orgs = await orgsThatHave(services, processing, eventId, query.org_id, traces);
  if (orgs.length === 0) return refusedTrace(services.journal, eventId, query.org_id);
  const org = theOnly(orgs, eventId);
  const found = traces.find(({ org_id }) => org_id === org);
  const behind = await behindQueues(processing, eventId, org, found);
  const isStored = (await services.store.actions.get(org, eventId)) !== undefined;
  const [pipeline, ...others] = behind.map((each) => [queueStation(each), processorStation(each)]);
  const stations: TraceStation[] = [
    ...ingestStations(found),
    ...pipeline!,
    // The row is what the processor of the first queue writes.
    rowStation(isStored, behind[0]!.trace),
    ...others.flat(),
  ];
  return {
    event_id: eventId,
    org_id: org,
    request_id: found?.request_id ?? null,
    stations,
    stopped: firstStop(stations),
    sent_again: found?.sent_again ?? 0,
  };
}

async function behindQueues(
  { stations }: Processing,
  eventId: string,
  org: string,
  found: EventTrace | undefined,
): Promise<BehindQueue[]> {
  const isIt = carries(eventId, org);
  return Promise.all(
    stations.map(async ({ queue, deadLetterQueue }, index) => ({
      queue: queue.name,
      maxReceiveCount: (await queue.attributes()).RedrivePolicy!.maxReceiveCount,
      trace: found?.queues[index],
      message: await queue.findMessage(isIt),
      deadLetter: await deadLetterQueue.findMessage(isIt),
    })),
  );
}

/** The orgs in which the event is remembered, stored, or in a queue. */
async function orgsThatHave(
  { store }: Services,
  { queues }: Processing,
  eventId: string,
  orgId: string | undefined,
  traces: readonly EventTrace[],
): Promise<string[]> {
  const orgs = new Set(traces.map(({ org_id }) => org_id));
  for (const org of orgId === undefined ? await store.orgs() : [orgId]) {
    if (await store.actions.get(org, eventId)) orgs.add(org);
  }
  // What neither the traces nor the table have is rare: a message of another run, or one long failed.
  if (orgs.size > 0) return [...orgs];
  for (const queue of queues) {
    const message = await queue.findMessage(carries(eventId, orgId));
    if (message) orgs.add(orgOf(message.body));
  }
  return [...orgs];
}

function firstStop(stations: readonly TraceStation[]): TraceView['stopped'] {
  const stop = stations.find((each) => each.reason !== undefined && each.station !== 'processor');
  if (!stop) return null;
  const { station, queue, reason = '' } = stop;
  return { station, ...(queue !== undefined && { queue }), reason };
}

function carries(eventId: string, orgId: string | undefined): (body: Envelope) => boolean {
  const id = eventId.toLowerCase();
  return (body) =>
    body.kind === 'event' &&
    body.event.event_id.toLowerCase() === id &&
    (orgId === undefined || body.event.org_id === orgId);
}
