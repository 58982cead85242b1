import type { QuintEvent } from '../../generated/types.ts';

/** A `transform` that takes the tool's arguments, which may hold anything, out of an event. */
export function redactArguments(event: QuintEvent): QuintEvent {
  const { arguments_json: _removed, ...rest } = event;
  return rest as QuintEvent;
}
