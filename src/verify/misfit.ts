import type { Operation } from '../../spec/operations.ts';

type Schema = NonNullable<Operation['success']['schema']>;

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The first thing in a value that does not fit a schema; `undefined` where it fits. */
export function misfit(schema: Schema, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue && issueText(issue);
}

/** Where it is, and what. */
export function issueText({ path, message }: Issue): string {
  return `at /${path.join('/')}: ${message}`;
}
