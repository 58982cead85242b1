import { ERROR_CODES } from '../../../spec/errors.ts';
import { MACHINE_REGISTRATION } from '../../../spec/examples.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { minted, revoked } from './minted.ts';
import { ingest, itemsOf, stored } from './scenario.ts';

const { token_spent, unauthorized } = ERROR_CODES;
const NEEDS = ['jwt'] as const;

/** What a token is good for, how often, and how long. */
export const tokens: readonly ConformanceCase[] = [
  {
    id: 'registerMachine/tokens/single-use',
    operation: 'registerMachine',
    needs: ['registrationToken'],
    title: 'a registration token registers one machine, whose service token ingests',
    async run(trial: Trial) {
      const as = 'registrationToken';
      await trial.refuse(
        'ingestEvents',
        { as, body: { events: [trial.event()] } },
        'insufficient_permissions',
      );
      const body = machine(trial);
      const { service_token } = await trial.succeed('registerMachine', { body });
      trial.expect(typeof service_token === 'string', 'a service_token', 'there is none');
      await works(trial, service_token);
      await trial.refuse('registerMachine', { body }, 'token_spent');
      await trial.refuse('registerMachine', { body: machine(trial) }, 'token_spent');
    },
  },
  {
    id: 'registerMachine/tokens/at-once',
    operation: 'registerMachine',
    needs: NEEDS,
    title: 'of eight registrations at once with one token, one succeeds',
    async run(trial: Trial) {
      const { token: credential } = await minted(trial, 'enrollment');
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          trial.send('registerMachine', { credential, body: machine(trial) }),
        ),
      );
      const taken = answers.filter(({ status }) => status < 300);
      const refused = answers.filter(({ status }) => status >= 400 && status < 500);
      trial.expect(
        taken.length === 1 && refused.length === answers.length - 1,
        '1 that is taken and 7 that are refused',
        `they were answered ${answers.map(({ status }) => status).join(', ')}`,
      );
      trial.prefer(
        refused.every(({ status }) => status === token_spent.status),
        `${token_spent.status} for the 7 others`,
        `they were answered ${answers.map(({ status }) => status).join(', ')}`,
      );
    },
  },
  {
    id: 'registerMachine/tokens/install-token',
    operation: 'registerMachine',
    needs: NEEDS,
    title: 'an install token registers one machine too',
    async run(trial: Trial) {
      const { token: credential } = await minted(trial, 'install');
      await trial.succeed('registerMachine', { credential, body: machine(trial) });
      await trial.refuse('registerMachine', { credential, body: machine(trial) }, 'token_spent');
    },
  },
  {
    id: 'registerMachine/tokens/bad-body',
    operation: 'registerMachine',
    basis: 'decided',
    needs: NEEDS,
    title: 'a registration that is refused does not spend the token',
    async run(trial: Trial) {
      const { token: credential } = await minted(trial, 'enrollment');
      await trial.refuse('registerMachine', { credential, body: {} }, 'validation_failed');
      await trial.refuse('registerMachine', { credential, body: '{' }, 'invalid_json');
      await trial.succeed('registerMachine', { credential, body: machine(trial) });
    },
  },
  {
    id: 'registerMachine/tokens/same-machine',
    operation: 'registerMachine',
    basis: 'decided',
    needs: NEEDS,
    title: 'a machine that registers again is the same one',
    async run(trial: Trial) {
      const body = machine(trial);
      const ids = new Set<string>();
      for (const type of ['install', 'enrollment'] as const) {
        const { token: credential } = await minted(trial, type);
        ids.add((await trial.succeed('registerMachine', { credential, body })).machine_id);
      }
      trial.expect(ids.size === 1, 'one machine_id', `they are ${[...ids].join(' and ')}`);
    },
  },
  {
    id: 'createToken/tokens/service',
    operation: 'createToken',
    needs: NEEDS,
    title: 'a new token ingests and reads',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      await works(trial, token);
      await revoked(trial, { id });
    },
  },
  {
    id: 'createToken/tokens/shown-once',
    operation: 'createToken',
    needs: NEEDS,
    title: 'the raw token is not shown again',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      const list = await trial.eventually(`the token ${id} in the list`, async () => {
        const found = await itemsOf(trial, 'listTokens');
        return found?.some((each) => each.id === id) ? found : undefined;
      });
      trial.expect(!JSON.stringify(list).includes(token), 'no raw token', 'it is in the list');
      await revoked(trial, { id });
    },
  },
  {
    id: 'revokeToken/tokens/revoked',
    operation: 'revokeToken',
    needs: NEEDS,
    title: 'a token that was revoked is answered 401',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      await works(trial, token);
      await trial.succeed('revokeToken', { id });
      await worksNoMore(trial, token);
      await trial.refuse('ingestEvents', { credential: token, body: {} }, 'unauthorized');
    },
  },
  {
    id: 'rotateToken/tokens/rotated',
    operation: 'rotateToken',
    needs: NEEDS,
    title: 'a token that is rotated has a successor, and works no more itself',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      await works(trial, token);
      const successor = await trial.succeed('rotateToken', { id, body: {} });
      trial.expect(
        typeof successor.token === 'string' && successor.token !== token,
        'another raw token',
        'there is none',
      );
      await works(trial, successor.token);
      // That it is at once is decided; a server may give it some time.
      const { status } = await trial.send('listSessions', { credential: token });
      trial.prefer(
        status === unauthorized.status,
        `${unauthorized.status} for the old token`,
        `it is ${status}`,
      );
      await revoked(trial, successor);
    },
  },
  {
    id: 'rotateToken/tokens/grace',
    operation: 'rotateToken',
    basis: 'decided',
    needs: NEEDS,
    title: 'a rotated token works on for the grace period',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      const successor = await trial.succeed('rotateToken', { id, body: { grace_seconds: 3_600 } });
      await works(trial, successor.token);
      await works(trial, token);
      await revoked(trial, successor);
      await revoked(trial, { id });
    },
  },
  {
    id: 'revokeToken/tokens/stream',
    operation: 'revokeToken',
    basis: 'decided',
    needs: NEEDS,
    title: 'the streams that a token has opened end when it is revoked',
    async run(trial: Trial) {
      const { id, token } = await minted(trial);
      await using live = await trial.stream('token', { authorization: `Bearer ${token}` });
      await trial.succeed('revokeToken', { id });
      await live.ended();
    },
  },
];

function machine(trial: Trial): Record<string, string> {
  return { ...MACHINE_REGISTRATION, machine_id: trial.ids.uuid() };
}

/** Demands that a token ingests and reads. A new one may take its time to be known. */
async function works(trial: Trial, credential: string): Promise<void> {
  const event = trial.event();
  await trial.eventually('the token to work', async () => {
    const { status } = await trial.send('ingestEvents', { credential, body: { events: [event] } });
    return status !== unauthorized.status || undefined;
  });
  await ingest(trial, [event], { credential });
  await stored(trial, event, { credential });
}

async function worksNoMore(trial: Trial, credential: string): Promise<void> {
  const { status } = await trial.send('listSessions', { credential });
  trial.prefer(status === unauthorized.status, `${unauthorized.status} at once`, `it is ${status}`);
  await trial.eventually(`${unauthorized.status} for the old token`, async () => {
    const answer = await trial.send('listSessions', { credential });
    return answer.status === unauthorized.status || undefined;
  });
}
