import { SESSION_START, SESSION_STATE_REPORT } from '../../../spec/examples.ts';
import type { OperationId } from '../../../spec/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { CredentialName } from '../credentials.ts';
import type { Trial } from '../trial.ts';
import { authorizedRequest } from './authorized-request.ts';
import { minted, revoked } from './minted.ts';
import { basisOf } from './basis.ts';
import { needsOf } from './needs.ts';
import { openStream } from './open-stream.ts';
import { expectSessionAsSent } from './session-as-sent.ts';
import { ingest, lookFor, newSession, stored } from './scenario.ts';
import { ALL_OPERATIONS, operationOf } from './operations.ts';

type Run = (trial: Trial, as?: CredentialName) => Promise<unknown>;

/** Calls each operation so that it succeeds; `as` is whose credential to call it with. */
const RUNS: Record<OperationId, Run> = {
  async ingestEvents(trial) {
    const body = { events: [trial.event()] };
    const answer = await trial.succeed('ingestEvents', { body });
    const { ingested, duplicates } = answer;
    trial.prefer(
      ingested === 1 && duplicates === 0,
      '1 event ingested, and no duplicate',
      `it answered ${JSON.stringify(answer)}`,
    );
  },
  async ingestSession(trial, as = 'token') {
    const body = { ...SESSION_STATE_REPORT, session_id: trial.ids.session() };
    await trial.succeed('ingestSession', { as, body });
    await expectSessionAsSent(trial, body);
  },
  getSession: ofSession('getSession'),
  listSessions: bare('listSessions'),
  listSessionEvents: ofSession('listSessionEvents'),
  listSessionChildren: ofSession('listSessionChildren'),
  listEvents: bare('listEvents'),
  async getEvent(trial, as = 'token') {
    const session_id = await newSession(trial);
    const event = trial.event({ session_id });
    await ingest(trial, [event]);
    await stored(trial, event, { as });
  },
  getEventStats: bare('getEventStats'),
  listAlerts: bare('listAlerts'),
  async registerMachine(trial) {
    await trial.succeed('registerMachine', await authorizedRequest('registerMachine', trial));
  },
  async createToken(trial: Trial) {
    const name = `verify ${trial.ids.uuid()}`;
    const token = await trial.succeed('createToken', { body: { name } });
    trial.expect(token.name === name, `a token of the name ${name}`, `it is ${token.name}`);
    trial.prefer(token.type === 'service', 'a token of type service', `it is ${token.type}`);
    await revoked(trial, token);
  },
  async listTokens(trial) {
    await trial.succeed('listTokens');
  },
  async rotateToken(trial: Trial) {
    const token = await minted(trial);
    const successor = await trial.succeed('rotateToken', { id: token.id });
    trial.expect(
      successor.id !== token.id && successor.token !== token.token,
      'a successor, with an id and a raw value of its own',
      `its id is ${successor.id}`,
    );
    await revoked(trial, successor);
  },
  async revokeToken(trial) {
    const { id } = await minted(trial);
    await trial.succeed('revokeToken', { id });
  },
  async stream(trial, as) {
    const stream = await openStream(trial, {}, as);
    await stream.close();
  },
  health: bare('health'),
  ready: bare('ready'),
};

function bare(operation: OperationId): Run {
  return (trial, as) => trial.succeed(operation, as ? { as } : {});
}

/** Reads a session that was reported before. */
function ofSession(operation: 'getSession' | 'listSessionEvents' | 'listSessionChildren'): Run {
  return async (trial, as = 'token') => {
    const id = await newSession(trial);
    await trial.eventually('the session that was reported', () =>
      lookFor(trial, operation, { id, as }),
    );
  };
}

/** Each documented success. */
export const successes: readonly ConformanceCase[] = [
  ...ALL_OPERATIONS.map((operation): ConformanceCase => ({
    id: `${operation}/success`,
    operation,
    title: `${operation} answers as documented`,
    // That a token to register with can be minted is decided; tokens.ts tries one that is given.
    basis: operation === 'registerMachine' ? 'decided' : basisOf(operation),
    needs: needsOf(operation),
    run: (trial) => RUNS[operation](trial),
  })),
  ...ALL_OPERATIONS.filter((id) => operationOf(id).auth === 'token-or-jwt').map(
    (operation): ConformanceCase => ({
      id: `${operation}/success-by-jwt`,
      operation,
      title: `${operation} takes a JWT in place of a token`,
      basis: basisOf(operation),
      needs: ['jwt'],
      run: (trial) => RUNS[operation](trial, 'jwt'),
    }),
  ),
  ...['session_start', 'session_resume', 'session_end'].map((event_type): ConformanceCase => ({
    id: `ingestSession/success-${event_type}`,
    operation: 'ingestSession',
    title: `the documented lifecycle event is taken as ${event_type}`,
    async run(trial: Trial) {
      const session_id = trial.ids.session();
      const started_at = trial.ids.time(0);
      const body = { ...SESSION_START, event_type, session_id, started_at };
      await trial.succeed('ingestSession', { body });
    },
  })),
];
