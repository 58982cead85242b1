import { whyNot } from '../why-not.ts';
import type { Reading } from './reading.ts';

/** What has become of the lines, and of the events that were in the overflow file before. */
export interface Outcome {
  /** Acknowledged by the API. */
  readonly delivered: number;
  /** Turned down by the API. */
  readonly rejected: number;
  /** Put into the overflow file, and still there. */
  readonly spilled: number;
  /** Lost. */
  readonly dropped: number;
  /** Lines that were never sent. */
  readonly leftOut: number;
  /** The overflow file; its lines that were no events, and the bytes of those that wait. */
  readonly overflow: { readonly path: string; readonly corrupt: number; readonly bytes: number };
  readonly rejectedFile: string;
  readonly inputName: string;
  readonly reading: Reading;
  /** What the API answered when it refused the token. */
  readonly refusal: string | undefined;
}

/** What a person has to know beside the numbers: a line each. */
export function remarks(outcome: Outcome): string[] {
  const { overflow, spilled, inputName, reading, refusal } = outcome;
  const { path, corrupt, bytes } = overflow;
  const said: string[] = [];
  if (reading.error !== undefined) said.push(`${inputName} ${whyNot('read', reading.error)}`);
  else if (reading.more !== false) {
    const rest = reading.more ? '; what follows was not read' : '';
    said.push(`stopped after line ${reading.lines}${rest}`);
  }
  if (refusal !== undefined) {
    said.push(`${refusal}: set another token with --token or QUINT_DEPLOY_TOKEN`);
  }
  if (corrupt > 0) said.push(`lines of ${path} that were no events, put beside it: ${corrupt}`);
  if (bytes > 0 && spilled === 0) said.push(`there are events in ${path} that wait`);
  return said;
}

/** The numbers, and where to look. */
export function summary(outcome: Outcome): string {
  const { delivered, rejected, rejectedFile, spilled, overflow, dropped, leftOut } = outcome;
  const parts = [
    `delivered ${delivered}`,
    `rejected ${rejected}${rejected > 0 ? ` (in ${rejectedFile})` : ''}`,
    `spilled ${spilled}${spilled > 0 ? ` (in ${overflow.path})` : ''}`,
    `dropped ${dropped}`,
  ];
  if (leftOut > 0) parts.push(`left out ${leftOut}`);
  return parts.join(', ');
}

/** 0: everything is delivered; 3: something is not; 2: it could not be done as it was asked for. */
export function exitCode(outcome: Outcome): number {
  const { rejected, spilled, dropped, leftOut, overflow, reading, refusal } = outcome;
  if (refusal !== undefined || reading.error !== undefined) return 2;
  const left = rejected + spilled + dropped + leftOut + overflow.corrupt + overflow.bytes;
  return left > 0 || reading.more ? 3 : 0;
}
