import type { WrittenExchange } from '../../../scripts/generate/vector-exchanges.ts';
import type { Exchange } from '../../../spec/vectors/exchange.ts';

type Answer = WrittenExchange['response'];

/** What came, in the form in which an exchange has it. */
export type Came = Partial<Pick<Answer, 'status' | 'headers' | 'body' | 'messages'>>;

/**
 * The places, as JSON pointers, at which an answer is not as the README says that it must be: what is
 * listed is there, and more may be.
 */
export function differences(came: Came, { response }: WrittenExchange): string[] {
  const { status, headers, body, messages } = response;
  const ofHeaders = Object.entries(headers).filter(
    ([name, word]) => !wordsOf(came.headers?.[name]).includes(word.toLowerCase()),
  );
  return [
    ...(came.status === status ? [] : ['/status']),
    ...ofHeaders.map(([name]) => `/headers/${name}`),
    ...(body === undefined ? [] : placesThatDiffer(came.body, body, response, '/body')),
    ...(messages ? placesThatDiffer(came.messages, messages, response, '/messages') : []),
  ];
}

const wordsOf = (value = '') => value.toLowerCase().split(/[\s,;]+/);

function placesThatDiffer(
  found: unknown,
  wanted: unknown,
  rules: Pick<Answer, 'varies' | 'contains'>,
  at: string,
): string[] {
  if (rules.varies.includes(at)) return (found ?? null) === null ? [at] : [];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return [at];
    const { length } = found;
    if (!rules.contains.includes(at)) {
      if (length !== wanted.length) return [at];
      return wanted.flatMap((each, index) =>
        placesThatDiffer(found[index], each, rules, `${at}/${index}`),
      );
    }
    const isThere = (each: unknown, index: number) =>
      found.some((one) => placesThatDiffer(one, each, rules, `${at}/${index}`).length === 0);
    return wanted.flatMap((each, index) => (isThere(each, index) ? [] : [`${at}/${index}`]));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof found !== 'object' || found === null) return [at];
    return Object.entries(wanted).flatMap(([key, value]) =>
      placesThatDiffer(Reflect.get(found, key), value, rules, `${at}/${key}`),
    );
  }
  return (found ?? null) === wanted ? [] : [at];
}

/** The bytes that are sent. */
export function bytesOf({
  body,
  text,
  base64,
  repeat,
}: Exchange['request']): Buffer<ArrayBuffer> | undefined {
  if (body !== undefined) return Buffer.from(JSON.stringify(body));
  if (text !== undefined) return Buffer.from(text);
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return repeat && Buffer.alloc(repeat.text.length * repeat.times, repeat.text);
}

/** @param cursor the `next_cursor` of the answer before */
export function requestOf({ request }: WrittenExchange, base: string, cursor?: unknown): Request {
  const { method, path, headers, continues } = request;
  const url = new URL(base + path);
  if (continues) url.searchParams.set('cursor', String(cursor));
  const body = bytesOf(request);
  return new Request(url, { method, headers, ...(body && { body }) });
}

type Message = NonNullable<Answer['messages']>[number];

/** So many messages of a stream, then leaves it. */
export async function messagesOf(response: Response, count: number): Promise<Message[]> {
  const messages: Message[] = [];
  let event = '';
  let rest = '';
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (messages.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.startsWith('event: ')) event = line.slice('event: '.length);
      if (line.startsWith('data: ')) {
        messages.push({ event, data: JSON.parse(line.slice('data: '.length)) as unknown });
      }
    }
  }
  await reader.cancel();
  return messages;
}
