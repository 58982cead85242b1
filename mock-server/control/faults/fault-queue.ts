import { QUEUES } from '../../processing/queue-names.ts';

/**
 * The queue that a name means: as it is, or with what deployments append to it, an environment and
 * the `.fifo` of AWS. A dead-letter queue has no processor, so it is none.
 */
export function queueNamed(name: string): string | undefined {
  const [, base] = /^(.*?)(?:\.fifo)?$/.exec(name)!;
  return QUEUES.find(
    (queue) => base === queue || (base!.startsWith(`${queue}-`) && !base!.endsWith('-dlq')),
  );
}
