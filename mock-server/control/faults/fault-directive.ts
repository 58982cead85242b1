import type * as z from 'zod';
import { type ApiError, validationFailed } from '../../http/api-error.ts';
import { FAULT_HEADER as HEADER, FAULT_PARAMETER as PARAMETER } from './fault-names.ts';
import { RequestEffects, requestContradictions } from './fault-rule.ts';
import { shortened } from '../journal/shortened.ts';

const SYNTAX =
  'write for example "status=429; retry-after=3", "delay=200", "reset", "truncate=10" or "status=503; when=after": ' +
  'status from 400 to 599, retry-after in seconds, delay in milliseconds, truncate in bytes, when before or after';

/** What a request asks to happen to itself. */
export interface FaultDirective {
  readonly text: string;
  readonly effects: RequestEffects;
}

/**
 * The fault that a request asks for, in the header `quint-mock-fault` or, where a page cannot set one,
 * in the query parameter `_mock_fault`; the header goes first.
 * @param path path and query
 * @throws ApiError `validation_failed` when it cannot be read; the message tells the syntax
 */
export function directiveOf(headers: Headers, path: string): FaultDirective | undefined {
  const header = headers.get(HEADER);
  if (header !== null) return parse(header, HEADER);
  const query = path.indexOf('?');
  if (query === -1 || !path.includes(PARAMETER, query)) return undefined;
  const parameter = new URLSearchParams(path.slice(query)).get(PARAMETER);
  return parameter === null ? undefined : parse(parameter, PARAMETER);
}

/** What each word stands for. */
const WORDS: Record<string, (value: string | undefined) => Record<string, unknown>> = {
  status: (value) => ({ status: Number(value) }),
  'retry-after': (value) => ({ headers: { 'retry-after': value } }),
  delay: (value) => ({ delay_ms: Number(value) }),
  reset: (value) => ({ reset: value === undefined ? true : value }),
  truncate: (value) => ({ truncate: Number(value) }),
  when: (value) => ({ when: value }),
};

function parse(text: string, where: string): FaultDirective {
  const given: Record<string, unknown> = {};
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [, word = '', value] = /^([a-z-]+)(?:\s*=\s*(\S+))?$/.exec(part) ?? [];
    if (!Object.hasOwn(WORDS, word)) throw unreadable(where, `"${part}" is not known`);
    for (const [field, effect] of Object.entries(WORDS[word]!(value))) {
      if (field in given) throw unreadable(where, `"${word}" is there twice`);
      given[field] = effect;
    }
  }
  const { data: effects, error } = RequestEffects.safeParse(given);
  if (error) {
    const [{ path, message }] = error.issues as [z.core.$ZodIssue];
    throw unreadable(where, `${wordOf(path)}: ${message}`);
  }
  const [contradiction] = requestContradictions(effects);
  if (contradiction) {
    const [field, message] = contradiction;
    throw unreadable(where, field === '' ? 'it names no fault' : `${wordOf([field])} ${message}`);
  }
  return { text: text.trim(), effects };
}

/** The word for a field of the effects. */
function wordOf(path: readonly PropertyKey[]): string {
  if (path[0] === 'delay_ms') return 'delay';
  return path[0] === 'headers' ? 'retry-after' : String(path[0]);
}

function unreadable(where: string, why: string): ApiError {
  const message = `cannot be read: ${shortened(why, 200)}; ${SYNTAX}`;
  return validationFailed([{ pointer: where, message, code: 'bad_fault' }]);
}
