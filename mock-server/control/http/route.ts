import type * as z from 'zod';
import type { Control } from '../control.ts';

type Inferred<Schema, Otherwise> = Schema extends z.ZodType ? z.infer<Schema> : Otherwise;

/** What a request to a route carries, validated. */
interface Input<Query, Body> {
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** Where the server was reached, for example `http://127.0.0.1:4100`. */
  readonly origin: string;
  readonly query: Inferred<Query, undefined>;
  readonly body: Inferred<Body, undefined>;
}

interface RouteOf<Query, Body> {
  /** As on the handle. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** One line for a person. */
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  /** What a request without a body means. @default it is refused */
  readonly whenEmpty?: unknown;
  /** The most bytes of a body. @default as ingest */
  readonly bodyBytes?: number;
  /** The media type of an answer that is text. @default the answer is JSON */
  readonly contentType?: string;
  /** A path and body that do something on a fresh server, for those who learn by trying. */
  readonly example: { readonly path?: string; readonly body?: unknown };
  call(control: Control, input: Input<Query, Body>): unknown;
}

/** A route of the control plane. */
export type ControlRoute = RouteOf<z.ZodObject | undefined, z.ZodType | undefined>;

/** Gives `call` the types of its query and body. */
export function route<
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: RouteOf<Query, Body>): ControlRoute {
  return definition as unknown as ControlRoute;
}

/** The answer where there is nothing to say. */
export const OK = { ok: true };
