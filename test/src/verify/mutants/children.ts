import type { Mutant } from './mutant.ts';
import { answers, asks, read, refusal, sessionOf } from './rewriting.ts';

/** What is wrong with the families of sessions. */
export const childMutants: readonly Mutant[] = [
  {
    name: 'no-children',
    does: 'answers a session without its children',
    foundBy: ['getSession/children/parent-id'],
    breakRule: answers('getSession', (session) => ({ ...session, children: [] })),
  },
  {
    name: 'children-not-listed',
    does: 'lists no children',
    foundBy: ['listSessionChildren/children/parent-id'],
    breakRule: answers('listSessionChildren', (page) => ({ ...page, children: [] })),
  },
  {
    name: 'two-children-at-most',
    does: 'answers two children at most',
    foundBy: ['getSession/children/of-each-state'],
    breakRule: answers('getSession', (session) => ({
      ...session,
      children: session.children.slice(0, 2),
    })),
  },
  {
    name: 'active-children-alone',
    does: 'leaves children out that have ended',
    foundBy: ['getSession/children/of-each-state'],
    breakRule: answers('getSession', (session) => ({
      ...session,
      children: session.children.filter(({ state }) => state !== 'ended'),
    })),
  },
  {
    name: 'grandchildren-as-children',
    does: 'lists the children of children among the children',
    isDecided: true,
    foundBy: ['getSession/children/direct-alone'],
    breakRule: answers('getSession', async (session, call, serve) => {
      const deeper = await Promise.all(
        session.children.map(({ id }) => sessionOf(call, serve, id)),
      );
      return {
        ...session,
        children: [...session.children, ...deeper.flatMap(({ children }) => children)],
      };
    }),
  },
  {
    name: 'children-newest-first',
    does: 'answers the children newest first',
    isDecided: true,
    foundBy: ['getSession/children/oldest-first'],
    breakRule: answers('getSession', ({ children, ...session }) => ({
      ...session,
      children: children.toReversed(),
    })),
  },
  {
    name: 'parent-forgotten',
    does: 'forgets the parent',
    foundBy: ['getSession/children/parent-id'],
    breakRule: answers('getSession', (session) => ({ ...session, parent_id: null })),
  },
  {
    name: 'parent-must-be-known',
    does: 'refuses a child whose parent it does not know yet',
    isDecided: true,
    foundBy: ['getSession/children/parent-comes-later'],
    breakRule: asks('ingestSession', async (body, call, serve) => {
      const { parent_id } = body;
      if (typeof parent_id !== 'string') return body;
      const isKnown = (await serve(read(call, 'getSession', { id: parent_id }))).ok;
      return isKnown ? body : refusal(400, 'validation_failed');
    }),
  },
  {
    name: 'sub-agent-id-not-read',
    does: 'does not see the parent in X:sub:N',
    isDecided: true,
    foundBy: ['getSession/children/sub-agent-id'],
    breakRule: asks('ingestSession', (body) => ({ parent_id: null, ...body })),
  },
];
