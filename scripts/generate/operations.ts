import { ERROR_CODES } from '../../spec/errors.ts';
import { errorCodesOf, operations, type Operation } from '../../spec/operations.ts';
import * as z from 'zod';
import { HEADER } from './header.ts';

/** What the client knows of each operation: a table for the runtime, named signatures for the types. */
export function operationsModule(): string {
  const entries = Object.entries<Operation>(operations);
  const signatures = entries.map(([id, operation]) => signature(id, operation));
  const names = [...new Set(signatures.flatMap((each) => each.types))].toSorted();
  return `${HEADER}import type { ${names.join(', ')} } from './types.ts';

/**
 * By operation: method, path template, and what the argument after the path parameters is:
 * a \`body\`, a \`query\`, the query of a list that is read by \`page\`s, or nothing; \`stream\` answers
 * with a stream. Last, \`once\` where to carry it out twice is not the same as once.
 */
export const operations = {
${entries.map(([id, operation]) => `  ${id}: ['${operation.method}', '${operation.path}', '${inputOf(operation)}', '${operation.actsEachTime ? 'once' : ''}'],`).join('\n')}
} as const;

/** One method per operation. \`Options\` is what a caller may say about one call. */
export interface Operations<Options> {
${signatures.map((each) => each.text).join('\n')}
}

/** What a success answers; \`undefined\` where it has no body. */
export type SuccessOf<Id extends keyof Operations<never>> = Awaited<ReturnType<Operations<never>[Id]>>;

/** The operations that answer page by page. */
export type ListOperation = ${entries
    .filter(([, operation]) => inputOf(operation) === 'page')
    .map(([id]) => `'${id}'`)
    .join(' | ')};

/** The error codes that each operation documents. */
export interface OperationErrors {
${entries.map(([id, operation]) => `  ${id}: ${union(errorCodesOf(operation))};`).join('\n')}
}

/** Every error code of the contract and its status. */
export interface ErrorStatus {
${Object.entries(ERROR_CODES)
  .map(([code, { status }]) => `  ${code}: ${status};`)
  .join('\n')}
}
`;
}

type Input = 'body' | 'query' | 'page' | 'stream' | '';

function inputOf(operation: Operation): Input {
  if (operation.success.contentType) return 'stream';
  if (operation.body) return 'body';
  if (!operation.query) return '';
  return 'cursor' in operation.query.shape ? 'page' : 'query';
}

function signature(id: string, operation: Operation): { text: string; types: string[] } {
  const types: string[] = [];
  const named = (schema: z.ZodType) => {
    const name = z.globalRegistry.get(schema)!.id!;
    types.push(name);
    return name;
  };
  const args = Object.keys(operation.params?.shape ?? {}).map((name) => `${name}: string`);
  if (operation.body) {
    args.push(`body${operation.bodyRequired === false ? '?' : ''}: ${named(operation.body)}`);
  } else if (operation.query) {
    const name = `${id[0]!.toUpperCase()}${id.slice(1)}Query`;
    types.push(name);
    args.push(`query?: ${name}`);
  }
  args.push('options?: Options');
  const { success } = operation;
  const result = success.contentType
    ? 'ReadableStream<Uint8Array>'
    : success.schema
      ? named(success.schema)
      : 'undefined';
  const text = `  /**
   * ${operation.summary}: \`${operation.method} ${operation.path}\`.
   *
   * ${operation.description}
   */
  ${id}(${args.join(', ')}): Promise<${result}>;`;
  return { text, types };
}

const union = (codes: readonly string[]) => codes.map((code) => `'${code}'`).join(' | ');
