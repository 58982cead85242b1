import { at, detail, end, resume, start, state, type History } from '../history.ts';

/** Rule 3: the latest effective time wins, whatever arrives last. */
export const orderHistories: readonly History[] = [
  {
    name: 'late-start',
    because: 'Rule 3: a start that arrives after the end does not reopen the session.',
    documented: false,
    steps: [end('late-start', at(100)), start('late-start', at(0))],
    expected: detail('late-start', { state: 'ended', started_at: at(0), ended_at: at(100) }),
  },
  {
    name: 'late-end',
    because: 'Rule 3: an end that is older than the last report ends nothing.',
    documented: false,
    steps: [resume('late-end', at(100)), end('late-end', at(50))],
    expected: detail('late-end', { started_at: at(50) }),
  },
  {
    name: 'late-state',
    because: 'Rule 3: neither does an older state.',
    documented: false,
    steps: [state('late-state', 'idle', at(100)), state('late-state', 'ended', at(50))],
    expected: detail('late-state', { state: 'idle', started_at: at(50) }),
  },
  {
    name: 'late-fills',
    because:
      'Rule 3: a late report fills what is empty, and replaces nothing; a `parent_id` that was reported as null is not empty.',
    documented: false,
    steps: [
      state('late-fills', 'idle', at(100), { model: 'new', parent_id: null }),
      start('late-fills', at(0), {
        model: 'old',
        parent_id: 'late-fills-parent',
        session_name: 'From the start',
        signing_id: 'com.example.agent',
        platform: 'zed',
      }),
    ],
    expected: detail('late-fills', {
      session_name: 'From the start',
      model: 'new',
      signing_id: 'com.example.agent',
      state: 'idle',
      platform: 'zed',
      started_at: at(0),
    }),
  },
  {
    name: 'later-replaces',
    because: 'Rule 3: a later report replaces what it says, and leaves what it does not say.',
    documented: false,
    steps: [
      state('later-replaces', 'active', at(0), { model: 'a', session_name: 'A', platform: 'amp' }),
      state('later-replaces', 'idle', at(1), { model: 'b' }),
    ],
    expected: detail('later-replaces', {
      session_name: 'A',
      model: 'b',
      state: 'idle',
      platform: 'amp',
      started_at: at(0),
    }),
  },
  {
    name: 'equal-times-end',
    because: 'Rule 3: of equal times the one that came later wins.',
    documented: false,
    steps: [state('equal-times-end', 'idle', at(5)), state('equal-times-end', 'ended', at(5))],
    expected: detail('equal-times-end', { state: 'ended', started_at: at(5), ended_at: at(5) }),
  },
  {
    name: 'equal-times-reopen',
    because: 'Rule 3: also when that reopens the session.',
    documented: false,
    steps: [end('equal-times-reopen', at(5)), start('equal-times-reopen', at(5))],
    expected: detail('equal-times-reopen', { started_at: at(5) }),
  },
  {
    name: 'equal-times-spelling',
    because: 'Rule 3: times are equal as instants, however they are written.',
    documented: false,
    steps: [
      state('equal-times-spelling', 'idle', '2026-04-25T03:00:00.10Z'),
      state('equal-times-spelling', 'ended', '2026-04-25T05:00:00.1+02:00'),
    ],
    expected: detail('equal-times-spelling', {
      state: 'ended',
      started_at: '2026-04-25T03:00:00.10Z',
      ended_at: '2026-04-25T03:00:00.1Z',
    }),
  },
  {
    name: 'order-offsets',
    because: 'Rule 3: times are compared as instants, not as text.',
    documented: false,
    steps: [
      state('order-offsets', 'idle', '2026-04-25T03:00:01Z'),
      state('order-offsets', 'ended', '2026-04-25T05:00:00+02:00'),
    ],
    expected: detail('order-offsets', { state: 'idle', started_at: '2026-04-25T03:00:00Z' }),
  },
  {
    name: 'order-milliseconds',
    because: 'Rule 3: down to the millisecond, which every server can tell.',
    documented: false,
    steps: [
      state('order-milliseconds', 'idle', '2026-04-25T03:00:00.124Z'),
      state('order-milliseconds', 'ended', '2026-04-25T03:00:00.123Z'),
    ],
    expected: detail('order-milliseconds', {
      state: 'idle',
      started_at: '2026-04-25T03:00:00.123Z',
    }),
  },
  {
    name: 'order-timestamp-first',
    because: 'Rule 3: the effective time is `timestamp`, and `ended_at` only where it is missing.',
    documented: false,
    steps: [
      end('order-timestamp-first', at(10), { timestamp: at(50) }),
      resume('order-timestamp-first', at(40)),
    ],
    expected: detail('order-timestamp-first', {
      state: 'ended',
      started_at: at(10),
      ended_at: at(10),
    }),
  },
];
