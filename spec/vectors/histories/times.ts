import {
  at,
  batch,
  detail,
  end,
  event,
  harmless,
  resume,
  start,
  state,
  type History,
} from '../history.ts';

/** Rule 4: when a session began, and when it ended. */
export const timeHistories: readonly History[] = [
  {
    name: 'started-by-event',
    because: 'Rule 4: `started_at` is the earliest time known, be it that of an event.',
    documented: false,
    steps: [
      start('started-by-event', at(60), { platform: 'cursor' }),
      batch(event(1, 'started-by-event', at(30))),
    ],
    expected: detail('started-by-event', {
      platform: 'cursor',
      started_at: at(30),
      risk_summary: harmless(1),
    }),
  },
  {
    name: 'started-by-report',
    because: 'Rule 4: or one that a later report looks back at.',
    documented: false,
    steps: [
      resume('started-by-report', at(60), { started_at: at(10) }),
      end('started-by-report', at(90), { started_at: at(20) }),
    ],
    expected: detail('started-by-report', {
      state: 'ended',
      started_at: at(10),
      ended_at: at(90),
    }),
  },
  {
    name: 'resume-clears-end',
    because: 'Rule 4: a later resume clears `ended_at`.',
    documented: false,
    steps: [
      start('resume-clears-end', at(0)),
      end('resume-clears-end', at(60)),
      resume('resume-clears-end', at(120)),
    ],
    expected: detail('resume-clears-end', { started_at: at(0) }),
  },
  {
    name: 'active-clears-end',
    because: 'Rule 4: so does the state form with `active` or `idle`.',
    documented: false,
    steps: [end('active-clears-end', at(60)), state('active-clears-end', 'active', at(120))],
    expected: detail('active-clears-end', { started_at: at(60) }),
  },
  {
    name: 'second-end',
    because: 'Rule 4: after a resume the next end sets it again.',
    documented: false,
    steps: [end('second-end', at(60)), resume('second-end', at(120)), end('second-end', at(180))],
    expected: detail('second-end', { state: 'ended', started_at: at(60), ended_at: at(180) }),
  },
  {
    name: 'ended-at-of-its-own',
    because: 'Rule 4: `ended_at` is what the end says; its `timestamp` only where it says nothing.',
    documented: false,
    steps: [
      start('ended-at-of-its-own', at(0)),
      end('ended-at-of-its-own', at(50), { timestamp: at(60) }),
    ],
    expected: detail('ended-at-of-its-own', {
      state: 'ended',
      started_at: at(0),
      ended_at: at(50),
    }),
  },
  {
    name: 'ended-at-of-state',
    because: 'Rule 4: the state form has no `ended_at`; its `timestamp` is when the session ended.',
    documented: false,
    steps: [
      state('ended-at-of-state', 'active', at(0)),
      state('ended-at-of-state', 'ended', at(50), { ended_at: at(40) }),
    ],
    expected: detail('ended-at-of-state', {
      state: 'ended',
      started_at: at(0),
      ended_at: at(50),
    }),
  },
  {
    name: 'times-in-utc',
    because: 'Times are answered in UTC, and a fraction of zero is left out (§2).',
    documented: false,
    steps: [
      start('times-in-utc', '2026-04-25T08:30:00.000+05:30'),
      end('times-in-utc', '2026-04-24T22:30:00.250-05:00'),
    ],
    expected: detail('times-in-utc', {
      state: 'ended',
      started_at: '2026-04-25T03:00:00Z',
      ended_at: '2026-04-25T03:30:00.250Z',
    }),
  },
];
