import { agentTraffic, WELL_KNOWN_TOKEN } from '@quint-security/contract/mock';

/** Of a request with a body, by a service token. */
export const HEADERS = {
  'content-type': 'application/json',
  authorization: `Bearer ${WELL_KNOWN_TOKEN}`,
};

/** The events of a realistic day, in the order of their coming. */
export function eventsOfADay(sessions: number) {
  return agentTraffic({ sessions }).flatMap((delivery) =>
    delivery.kind === 'events' ? delivery.events : [],
  );
}
