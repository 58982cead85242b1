import { validate } from '../../http/validate.ts';
import type { Envelope } from '../../fanout/envelope.ts';
import { utcOf } from '../../instant.ts';
import type { Services } from '../../operation.ts';
import type { Processing } from '../../processing.ts';
import type { EventTrace } from './event-trace.ts';
import { OrgFilter } from '../org-id.ts';
import { refusedTrace, theOnly } from './trace-refused.ts';
import {
  processorStation,
  queueStation,
  type BehindQueue,
  type TraceStation,
  type TraceView,
} from './trace-stations.ts';

/** Behind four stations of ingest, the first queue and its processor. */
const ROW_PLACE = 6;

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
  const row = await rowStation(services, eventId, org, behind[0]!);
  const stations: TraceStation[] = [
    ...ingestStations(found),
    ...behind.flatMap((each) => [queueStation(each), processorStation(each)]),
  ];
  // The row is what the first of the processors writes.
  stations.splice(ROW_PLACE, 0, row);
  return {
    event_id: eventId,
    org_id: org,
    request_id: found?.request_id ?? null,
    stations,
    stopped: firstStop(stations),
    sent_again: found?.sent_again ?? 0,
  };
}

function ingestStations(found: EventTrace | undefined): TraceStation[] {
  const names = ['received', 'validated', 'stamped', 'published'] as const;
  return names.map((station): TraceStation => {
    if (!found) return { station, state: 'unknown', at: null };
    const at = found[`${station}_at`];
    if (at !== null) return { station, state: 'passed', at: utcOf(at) };
    const reason = 'is being published, or the topic refused a part of its batch: send it again';
    return { station, state: 'pending', at: null, reason };
  });
}

async function rowStation(
  { store }: Services,
  eventId: string,
  org: string,
  { trace: at }: BehindQueue,
): Promise<TraceStation> {
  const station = 'row';
  const processed = at?.processed_at ?? null;
  if (await store.actions.get(org, eventId)) {
    return { station, state: 'passed', at: processed === null ? null : utcOf(processed) };
  }
  if (processed === null) return { station, state: 'pending', at: null };
  const reason = 'was written, and has fallen off the table since: it keeps only the latest events';
  return { station, state: 'missing', at: null, reason };
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
  { stations }: Processing,
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
  for (const { queue, deadLetterQueue } of stations) {
    for (const each of [queue, deadLetterQueue]) {
      const message = await each.findMessage(carries(eventId, orgId));
      if (message?.body.kind === 'event') orgs.add(message.body.event.org_id);
    }
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
