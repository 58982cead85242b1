import * as z from 'zod';
import type { Clock } from '../../clock/index.ts';
import { validationFailed } from '../../http/api-error.ts';
import { validate } from '../../http/validate.ts';
import { utcOf } from '../../instant.ts';
import type { Store } from '../../store/store.ts';
import type { Processing } from '../../processing/processing.ts';
import { isFrozen } from '../clock-control.ts';
import type { Control } from '../control.ts';
import { AlertCondition, watchedAlert, type FoundAlert } from './conditions/alert.ts';
import {
  DeadLetterCondition,
  watchedDeadLetter,
  type FoundDeadLetter,
} from './conditions/dead-letter.ts';
import { EventCondition, watchedEvent, type FoundEvent } from './conditions/event.ts';
import { SessionCondition, watchedSession, type FoundSession } from './conditions/session.ts';
import type { Watched } from './conditions/watched.ts';

/** What can be waited for. Without `org_id`, in any org. */
export type Condition = SessionCondition | EventCondition | AlertCondition | DeadLetterCondition;

/** What a condition finds. */
export type Found<Wanted extends Condition> = Wanted extends SessionCondition
  ? FoundSession
  : Wanted extends EventCondition
    ? FoundEvent
    : Wanted extends AlertCondition
      ? FoundAlert
      : FoundDeadLetter;

const SCHEMAS = {
  session: SessionCondition,
  event: EventCondition,
  alert: AlertCondition,
  dead_letter: DeadLetterCondition,
};

const KEYS = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

/** The same as a schema of any JSON: which form is meant is told first, so that the issues are those of it. */
export const AnyCondition = z.custom<Condition>();

/** Where conditions look. */
export interface ConditionPorts {
  readonly clock: Clock;
  readonly store: Store;
  readonly processing: Processing;
  readonly trace: Control['trace'];
}

/** @throws ApiError `validation_failed` for what is no condition */
export function watchedBy<Wanted extends Condition>(
  condition: Wanted,
  ports: ConditionPorts,
): Watched<Found<Wanted>> {
  requireCondition(condition);
  const found = watched(condition, ports) as Watched<object> as Watched<Found<Wanted>>;
  const { clock } = ports;
  return {
    ...found,
    instead: async () => (await found.instead()) + (isFrozen(clock) ? frozenAt(clock.now()) : ''),
  };
}

/** The reason for many a wait in vain: a delay, or the time before what failed is tried again. */
function frozenAt(now: number): string {
  return `; the clock is frozen at ${utcOf(now)}, and what has a time in it comes as it is advanced`;
}

function watched(
  condition: Condition,
  { store, processing, trace }: ConditionPorts,
): Watched<FoundSession> | Watched<FoundEvent> | Watched<FoundAlert> | Watched<FoundDeadLetter> {
  if ('session' in condition) return watchedSession(condition, store);
  if ('event' in condition) return watchedEvent(condition, store, trace);
  if ('alert' in condition) return watchedAlert(condition, store);
  return watchedDeadLetter(condition, processing);
}

function requireCondition(condition: unknown): void {
  const given =
    typeof condition === 'object' && condition !== null
      ? KEYS.filter((key) => Object.hasOwn(condition, key))
      : [];
  const [key] = given;
  if (key !== undefined && given.length === 1) {
    validate(SCHEMAS[key], condition);
    return;
  }
  throw validationFailed([
    {
      pointer: '',
      message: `must have exactly one of ${KEYS.map((each) => `\`${each}\``).join(', ')}, for example {"session": "s-1", "state": "ended"}`,
      code: 'invalid_union',
    },
  ]);
}
