/** A body that a schema accepts. */
export interface BodyVector {
  /** What is told apart by it, unique within its list. */
  readonly name: string;
  readonly value: unknown;
}

/** A body that a schema refuses, with every reason. */
export interface RefusedVector extends BodyVector {
  /** JSON pointer (RFC 6901) and kind of each problem. Their order has no meaning. */
  readonly issues: readonly { readonly pointer: string; readonly code: string }[];
  /** The standard allows it, this contract decided not to (contract.md §2): who takes it does no harm. */
  readonly decided?: true;
}

/** The vectors of one schema of `generated/schemas`. */
export interface SchemaVectors {
  readonly schema: string;
  readonly valid: readonly BodyVector[];
  readonly refused: readonly RefusedVector[];
}

type Issue = readonly [pointer: string, code: string];

export const valid = (name: string, value: unknown): BodyVector => ({ name, value });

export const refused = (name: string, value: unknown, ...issues: Issue[]): RefusedVector => ({
  name,
  value,
  issues: issues.map(([pointer, code]) => ({ pointer, code })),
});

/** The same, of what this contract refuses though the standard allows it. */
export const narrowed = (vector: RefusedVector): RefusedVector => ({ ...vector, decided: true });

/** `body` once without each of these fields, all of which are required. */
export function lacking(body: object, codes: Readonly<Record<string, string>>): RefusedVector[] {
  return Object.entries(codes).map(([field, code]) =>
    refused(`without ${field}`, without(body, field), [`/${field}`, code]),
  );
}

export function without(body: object, field: string): object {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));
}

/** What is no object at all. */
export const noObject = (code = 'invalid_type'): RefusedVector[] => [
  refused('null', null, ['', code]),
  refused('an array', [], ['', code]),
  refused('a string', '{}', ['', code]),
];
