import type { ExchangeView, Finding } from '../report.ts';

/** `expected …, but …` */
export function sentenceOf({ expected, actual }: Finding): string {
  return `expected ${expected}, but ${actual}`;
}

/** What came back, in short; or that nothing did. */
export function answerOf({ status, responseHeaders, responseBody }: ExchangeView): string {
  if (status === null) return 'none';
  const parts = [status, responseHeaders['content-type'], responseBody];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
