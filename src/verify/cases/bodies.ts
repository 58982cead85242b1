import type { SuccessOf } from '../../../generated/operations.ts';
import type { OperationId } from '../../../spec/operations.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { bodyVectors, type BodyVector, type RefusedVector } from '../../../spec/vectors/bodies.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Sending } from '../sending.ts';
import type { Trial } from '../trial.ts';
import { authorizedRequest } from './authorized-request.ts';
import { expectAsSent } from './as-sent.ts';
import { expectSessionAsSent, type SentReport } from './session-as-sent.ts';
import { isDocumented } from './documented-bodies.ts';
import { freshened, isSpecialUuid } from './fresh-ids.ts';
import { minted, revoked } from './minted.ts';
import { needsOf } from './needs.ts';
import { stored } from './scenario.ts';
import { slug } from './slug.ts';

/** How the vectors of a schema reach a server. */
interface Way {
  readonly operation: OperationId;
  /** Puts a value into a body, and says where. @default it is the body */
  readonly within?: { readonly body: (value: unknown) => unknown; readonly pointer: string };
  /** Whether a value that the schema refuses is meant for this schema; the others are for another form. */
  readonly isMeant?: (value: unknown) => boolean;
}

/** A report is judged by the form that its keys choose. */
const formOf = (event_type: string | undefined): Way => ({
  operation: 'ingestSession',
  isMeant: (value) =>
    typeof value === 'object' &&
    value !== null &&
    (value as { event_type?: unknown }).event_type === event_type &&
    'state' in value === (event_type === undefined),
});

export const WAYS: Readonly<Record<string, Way>> = {
  IngestRequest: { operation: 'ingestEvents' },
  QuintEvent: {
    operation: 'ingestEvents',
    within: { body: (event) => ({ events: [event] }), pointer: '/events/0' },
  },
  SessionReport: { operation: 'ingestSession' },
  SessionStart: formOf('session_start'),
  SessionResume: formOf('session_resume'),
  SessionEnd: formOf('session_end'),
  SessionStateReport: formOf(undefined),
  MachineRegistration: { operation: 'registerMachine' },
  CreateTokenRequest: { operation: 'createToken' },
  RotateTokenRequest: { operation: 'rotateToken' },
};

/** Every body that the contract accepts is taken, and every one that it refuses is refused. */
export const bodies: readonly ConformanceCase[] = bodyVectors.flatMap(
  ({ schema, valid, refused }) => {
    const way = WAYS[schema];
    if (!way) return [];
    const { isMeant = () => true } = way;
    const meant = refused.filter(({ value }) => isMeant(value));
    return valid
      .map((vector) => takenCase(schema, way, vector))
      .concat(meant.map((vector) => refusedCase(schema, way, vector)));
  },
);

function takenCase(
  schema: string,
  { operation, within }: Way,
  vector: BodyVector,
): ConformanceCase {
  return {
    id: `${operation}/bodies/${schema}/takes-${slug(vector.name)}`,
    operation,
    title: `a ${schema} is taken: ${vector.name}`,
    basis: isDocumented(schema, vector.name) ? 'documented' : 'decided',
    needs: needsOf(operation),
    async run(trial: Trial) {
      const value = freshened(vector.value, trial.ids);
      const body = within ? within.body(value) : value;
      const request = { ...(await requestFor(operation, trial)), body };
      const answer = await trial.succeed(operation, request);
      await AFTER[operation]?.(trial, body, answer);
    },
  };
}

function refusedCase(
  schema: string,
  { operation, within }: Way,
  vector: RefusedVector,
): ConformanceCase {
  return {
    id: `${operation}/bodies/${schema}/refuses-${slug(vector.name)}`,
    operation,
    title: `a ${schema} is refused: ${vector.name}`,
    basis: isDocumented(schema, vector.name) ? 'documented' : 'decided',
    needs: needsOf(operation),
    async run(trial: Trial) {
      const body = within ? within.body(vector.value) : vector.value;
      const request = { ...(await requestFor(operation, trial)), body: JSON.stringify(body) };
      const pointers = vector.issues.map((issue) => (within?.pointer ?? '') + issue.pointer);
      await trial.refuse(operation, request, 'validation_failed', pointers);
    },
  };
}

/** With a token to be rotated, or one to register with. */
async function requestFor(operation: OperationId, trial: Trial): Promise<Sending> {
  if (operation === 'rotateToken') return { id: (await minted(trial)).id };
  return authorizedRequest(operation, trial);
}

/** Of a batch, so many events are read back. */
const READ_BACK = 3;

/** What became of a body that was taken. An event of a special id may have been sent in a run before. */
const AFTER: {
  readonly [id in OperationId]?: (trial: Trial, body: unknown, answer: unknown) => Promise<void>;
} = {
  async ingestEvents(trial, body) {
    const { events } = body as { events: QuintEvent[] };
    for (const event of events.slice(0, READ_BACK)) {
      const record = await stored(trial, event);
      if (!isSpecialUuid(event.event_id)) expectAsSent(trial, event, record);
    }
  },
  ingestSession: (trial, body) => expectSessionAsSent(trial, body as SentReport),
  createToken: (trial, _body, answer) => revoked(trial, answer as SuccessOf<'createToken'>),
  rotateToken: (trial, _body, answer) => revoked(trial, answer as SuccessOf<'rotateToken'>),
};
