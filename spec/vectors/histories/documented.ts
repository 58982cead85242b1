import { SESSION_START, SESSION_STATE_REPORT } from '../../examples.ts';
import { detail, report, session, state, type History } from '../history.ts';

const ACTIVE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const STARTED = '59247-1777085379101';
const IDLE = 'c4a760a8-dbcf-5254-a0d9-6a4474bd1b62';
const ENDED = '2c1d43b8-e6d7-476e-9f0b-5b1c3a1f0e77';
const PARENT = '1b671a64-40d5-491e-99b0-da01ff1f3341';
const CHILD = '7ca8c921-aeae-52e2-91c5-11d15be541d9';
const { session_name, model, signing_id, platform } = SESSION_STATE_REPORT;
/** What is said of a session whole: what stands there when nothing was said is decided. */
const KNOWN = { session_name, model, signing_id, platform };

/** What the product's pages show: their own bodies, and what their fields are said to mean. */
export const documentedHistories: readonly History[] = [
  {
    name: 'documented: the state form',
    because: "The endpoint page's own body: a session is what was reported of it.",
    documented: true,
    steps: [report(SESSION_STATE_REPORT)],
    expected: detail(ACTIVE, {
      ...KNOWN,
      started_at: SESSION_STATE_REPORT.timestamp,
    }),
  },
  {
    name: 'the event form',
    because:
      "The ingestion page's own body makes an active session; that what it does not say is null is decided (§3).",
    documented: false,
    steps: [report(SESSION_START)],
    expected: detail(STARTED, {
      platform: SESSION_START.platform,
      started_at: SESSION_START.started_at,
    }),
  },
  {
    name: 'documented: a session falls idle',
    because: 'The state is the one reported, and `ended_at` is null for one that has not ended.',
    documented: true,
    steps: [
      state(IDLE, 'active', '2026-04-12T14:00:00Z', KNOWN),
      state(IDLE, 'idle', '2026-04-12T14:20:00Z', KNOWN),
    ],
    expected: detail(IDLE, {
      ...KNOWN,
      state: 'idle',
      started_at: '2026-04-12T14:00:00Z',
    }),
  },
  {
    name: 'documented: a session ends',
    because: '`started_at` is when it began, `ended_at` when it ended.',
    documented: true,
    steps: [
      state(ENDED, 'active', '2026-04-12T14:00:00Z', KNOWN),
      state(ENDED, 'ended', '2026-04-12T14:45:00Z', KNOWN),
    ],
    expected: detail(ENDED, {
      ...KNOWN,
      state: 'ended',
      started_at: '2026-04-12T14:00:00Z',
      ended_at: '2026-04-12T14:45:00Z',
    }),
  },
  {
    name: 'documented: a child',
    because: '`children` are the sessions that named this one as their parent.',
    documented: true,
    steps: [
      state(PARENT, 'active', '2026-04-12T14:00:00Z', KNOWN),
      state(CHILD, 'active', '2026-04-12T14:05:00Z', { ...KNOWN, parent_id: PARENT }),
    ],
    expected: detail(PARENT, {
      ...KNOWN,
      started_at: '2026-04-12T14:00:00Z',
      children: [
        session(CHILD, { ...KNOWN, parent_id: PARENT, started_at: '2026-04-12T14:05:00Z' }),
      ],
    }),
  },
];
