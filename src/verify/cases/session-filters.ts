import type { SuccessOf } from '../../../generated/operations.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import type { Trial } from '../trial.ts';
import { ingest, itemsOf, report } from './scenario.ts';

type Session = SuccessOf<'listSessions'>['sessions'][number];
type Filter = Readonly<Record<string, string | boolean>>;

/** The documented filters of the list: what fits is there, and nothing else is. */
export const sessionFilters: readonly ConformanceCase[] = [
  filtered(
    'state',
    ({ state }) => state === 'idle',
    () => ({ state: 'idle' }),
  ),
  filtered(
    'state-ended',
    ({ state }) => state === 'ended',
    () => ({ state: 'ended' }),
  ),
  filtered(
    'platform',
    ({ platform }) => platform === 'cursor',
    () => ({ platform: 'cursor' }),
  ),
  filtered(
    'root_only',
    ({ parent_id }) => parent_id === null,
    () => ({ root_only: true }),
  ),
  filtered(
    'since',
    ({ started_at }, trial) => Date.parse(started_at) >= Date.parse(trial.ids.time(100)),
    (trial) => ({ since: trial.ids.time(100) }),
  ),
  filtered(
    'all-at-once',
    ({ state, platform, parent_id }) =>
      state === 'idle' && platform === 'cursor' && parent_id === null,
    (trial) => ({ state: 'idle', platform: 'cursor', root_only: true, since: trial.ids.time(0) }),
  ),
  {
    id: 'listSessions/filters/made-by-an-event',
    operation: 'listSessions',
    basis: 'decided',
    title: 'a session that an event has made is listed',
    async run(trial: Trial) {
      const event = trial.event();
      const { session_id } = event;
      await ingest(trial, [event]);
      await trial.eventually(`the session ${session_id}`, async () => {
        const list = await itemsOf(trial, 'listSessions', { query: { since: trial.ids.time(0) } });
        return list?.some(({ id }) => id === session_id) || undefined;
      });
    },
  },
];

function filtered(
  name: string,
  fits: (session: Session, trial: Trial) => boolean,
  filterFor: (trial: Trial) => Filter,
): ConformanceCase {
  return {
    id: `listSessions/filters/${name}`,
    operation: 'listSessions',
    title: `sessions are listed by ${name.replaceAll('-', ' ')}`,
    async run(trial: Trial) {
      const sent = await variety(trial);
      // Without a bound the list would hold all sessions there ever were.
      const query = { since: trial.ids.time(0), ...filterFor(trial) };
      const all = await trial.eventually('the sessions that were reported', async () => {
        const list = await itemsOf(trial, 'listSessions', { query: { since: trial.ids.time(0) } });
        const own = list?.filter(({ id }) => sent.includes(id));
        return own?.length === sent.length ? own : undefined;
      });
      const wanted = all.filter((session) => fits(session, trial)).map(({ id }) => id);
      const found = await trial.eventually(`the sessions ${wanted.join(', ')}`, async () => {
        const list = await itemsOf(trial, 'listSessions', { query });
        return wanted.every((id) => list?.some((session) => session.id === id)) ? list : undefined;
      });
      const stranger = found.find((session) => !fits(session, trial));
      trial.expect(
        !stranger,
        `only sessions of ${new URLSearchParams(query as Record<string, string>)}`,
        `there is ${JSON.stringify(stranger)}`,
      );
    },
  };
}

/** Sessions of which each filter takes some and leaves others. @returns their ids */
async function variety(trial: Trial): Promise<string[]> {
  const [parent, child, late] = [trial.ids.session(), trial.ids.session(), trial.ids.session()];
  const ended = trial.ids.session();
  const at = (second: number) => ({ timestamp: trial.ids.time(second), state: 'idle' });
  await report(trial, { ...at(1), session_id: parent, platform: 'cursor' });
  await report(trial, { ...at(2), session_id: child, platform: 'cursor', parent_id: parent });
  await report(trial, { ...at(100), session_id: late, platform: 'windsurf', state: 'active' });
  await report(trial, { ...at(3), session_id: ended, platform: 'cursor', state: 'ended' });
  return [parent, child, late, ended];
}
