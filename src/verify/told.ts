import { cut } from './cut.ts';
import type { Answer } from './exchange.ts';

const SHOWN = 300;

/** A sentence about an answer. */
export function told({ status, text }: Answer): string {
  const shown = cut(text, SHOWN);
  return `it answered ${status}${shown && ` ${shown}`}`;
}
