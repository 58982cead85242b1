import { quoted } from './shell.ts';

/** A request without secrets. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Before compression; absent where it is in the file. */
  readonly body: string | undefined;
  /** Where a body is that is too long for a command line. */
  readonly file: string | undefined;
  /** Whether the body was compressed. */
  readonly gzip: boolean;
  /** Whether the answer has no end. */
  readonly endless: boolean;
}

/** A line for bash that repeats a request, and prints status and headers before the body. */
export function curlOf({ method, url, headers, body, file, gzip, endless }: ShownRequest): string {
  const hasBody = body !== undefined || file !== undefined;
  const words = [
    'curl',
    endless ? '-iN' : '-i',
    ...methodWords(method, hasBody),
    // Brackets would be a pattern.
    ...(/[[\]{}]/.test(url) ? ['-g'] : []),
    quoted(url),
    ...Object.entries(headers).flatMap(([name, value]) => [
      '-H',
      quoted(value === '' ? `${name};` : `${name}: ${value}`),
    ]),
  ];
  if (!hasBody) return words.join(' ');
  // curl's own, of a form.
  if (!('content-type' in headers)) words.push('-H', 'content-type:');
  // It would wait for a 100 before it sends.
  if (file !== undefined) words.push('-H', 'expect:');
  if (gzip) {
    const source =
      body === undefined ? `gzip -c ${quoted(file!)}` : `printf %s ${quoted(body)} | gzip`;
    return `${source} | ${words.join(' ')} --data-binary @-`;
  }
  const data =
    body === undefined ? ['--data-binary', quoted(`@${file}`)] : ['--data-raw', quoted(body)];
  return [...words, ...data].join(' ');
}

function methodWords(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['--head'];
  if (method === 'GET' && !hasBody) return [];
  // A body without length is none; a server may insist on the length.
  const isEmpty = !hasBody && /^(POST|PUT|PATCH)$/.test(method);
  return ['-X', method, ...(isEmpty ? ['-H', quoted('content-length: 0')] : [])];
}
