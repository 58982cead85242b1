import {
  at,
  batch,
  detail,
  event,
  harmless,
  session,
  start,
  state,
  type History,
} from '../history.ts';

/** Rule 6: the tree of sessions. */
export const parentHistories: readonly History[] = [
  {
    name: 'sub-agent',
    because: 'Rule 6: the parent of `X:sub:N` is `X`, also when only an event tells of it.',
    documented: false,
    steps: [batch(event(32, 'sub-agent:sub:1', at(0)))],
    expected: detail('sub-agent:sub:1', {
      platform: 'cursor',
      parent_id: 'sub-agent',
      started_at: at(0),
      risk_summary: harmless(1),
    }),
  },
  {
    name: 'sub-agent-of-sub-agent',
    because: 'Rule 6: of a sub-agent of a sub-agent, the nearest.',
    documented: false,
    steps: [start('sub-agent-of-sub-agent:sub:2:sub:13', at(0))],
    expected: detail('sub-agent-of-sub-agent:sub:2:sub:13', {
      parent_id: 'sub-agent-of-sub-agent:sub:2',
      started_at: at(0),
    }),
  },
  {
    name: 'sub-agent-given-parent',
    because: 'Rule 6: a parent that is given goes before the one in the id.',
    documented: false,
    steps: [
      batch(event(33, 'sub-agent-given-parent:sub:1', at(0))),
      state('sub-agent-given-parent:sub:1', 'active', at(1), { parent_id: 'another-parent' }),
    ],
    expected: detail('sub-agent-given-parent:sub:1', {
      platform: 'cursor',
      parent_id: 'another-parent',
      started_at: at(0),
      risk_summary: harmless(1),
    }),
  },
  {
    name: 'sub-agent-given-null',
    because: 'Rule 6: null is given, too: it says that there is no parent.',
    documented: false,
    steps: [state('sub-agent-given-null:sub:1', 'active', at(0), { parent_id: null })],
    expected: detail('sub-agent-given-null:sub:1', { started_at: at(0) }),
  },
  {
    name: 'sub-agent-no-number',
    because: 'Rule 6: what only looks like a sub-agent is none.',
    documented: false,
    steps: [start('sub-agent-no-number:sub:x', at(0))],
    expected: detail('sub-agent-no-number:sub:x', { started_at: at(0) }),
  },
  {
    name: 'parent-comes-later',
    because: 'Rule 6: a parent may come after its children; they are listed oldest first.',
    documented: false,
    steps: [
      start('parent-comes-later:sub:2', at(20)),
      start('parent-comes-later:sub:1', at(30)),
      start('parent-comes-later-c', at(10), { parent_id: 'parent-comes-later' }),
      start('parent-comes-later', at(0)),
    ],
    expected: detail('parent-comes-later', {
      started_at: at(0),
      children: [
        session('parent-comes-later-c', { parent_id: 'parent-comes-later', started_at: at(10) }),
        session('parent-comes-later:sub:2', {
          parent_id: 'parent-comes-later',
          started_at: at(20),
        }),
        session('parent-comes-later:sub:1', {
          parent_id: 'parent-comes-later',
          started_at: at(30),
        }),
      ],
    }),
  },
  {
    name: 'grandchildren',
    because: 'Rule 6: `children` are the direct ones.',
    documented: false,
    steps: [
      start('grandchildren', at(0)),
      start('grandchildren:sub:1', at(10)),
      start('grandchildren:sub:1:sub:1', at(20)),
    ],
    expected: detail('grandchildren', {
      started_at: at(0),
      children: [
        session('grandchildren:sub:1', { parent_id: 'grandchildren', started_at: at(10) }),
      ],
    }),
  },
  {
    name: 'unknown-parent',
    because: 'Rule 6: a parent need not be known.',
    documented: false,
    steps: [start('unknown-parent', at(0), { parent_id: 'nobody-ever-sends-this' })],
    expected: detail('unknown-parent', { parent_id: 'nobody-ever-sends-this', started_at: at(0) }),
  },
  {
    name: 'cycle',
    because: 'Rule 6: parents may form a cycle, and nothing hangs on it.',
    documented: false,
    steps: [
      start('cycle-a', at(0), { parent_id: 'cycle-b' }),
      start('cycle-b', at(10), { parent_id: 'cycle-a' }),
    ],
    expected: detail('cycle-a', {
      parent_id: 'cycle-b',
      started_at: at(0),
      children: [session('cycle-b', { parent_id: 'cycle-a', started_at: at(10) })],
    }),
  },
  {
    name: 'own-parent',
    because: 'Rule 6: nor on a session that is its own parent.',
    documented: false,
    steps: [start('own-parent', at(0), { parent_id: 'own-parent' })],
    expected: detail('own-parent', {
      parent_id: 'own-parent',
      started_at: at(0),
      children: [session('own-parent', { parent_id: 'own-parent', started_at: at(0) })],
    }),
  },
];
