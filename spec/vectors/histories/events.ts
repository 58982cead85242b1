import { at, batch, detail, end, event, harmless, state, type History } from '../history.ts';

/** Rule 5: what an ordinary event does to its session. */
export const eventHistories: readonly History[] = [
  {
    name: 'event-creates',
    because: 'Rule 5: an event of an unknown session makes it, active, with its platform and time.',
    documented: false,
    steps: [batch(event(16, 'event-creates', at(7), { platform: 'goose' }))],
    expected: detail('event-creates', {
      platform: 'goose',
      started_at: at(7),
      risk_summary: harmless(1),
    }),
  },
  {
    name: 'event-after-end',
    because:
      'Rule 5: an event never changes a state: what has ended stays ended. It does fill a platform that nobody has reported.',
    documented: false,
    steps: [
      end('event-after-end', at(60)),
      batch(event(17, 'event-after-end', at(120)), event(18, 'event-after-end', at(30))),
    ],
    expected: detail('event-after-end', {
      state: 'ended',
      platform: 'cursor',
      started_at: at(30),
      ended_at: at(60),
      risk_summary: harmless(2),
    }),
  },
  {
    name: 'event-while-idle',
    because: 'Rule 5: nor does it wake an idle session.',
    documented: false,
    steps: [
      state('event-while-idle', 'idle', at(0), { platform: 'windsurf' }),
      batch(event(19, 'event-while-idle', at(10))),
    ],
    expected: detail('event-while-idle', {
      state: 'idle',
      platform: 'windsurf',
      started_at: at(0),
      risk_summary: harmless(1),
    }),
  },
  {
    name: 'event-before-report',
    because:
      'Rule 5: what only an event made has no effective time: any report goes before it, be it of an earlier time.',
    documented: false,
    steps: [
      batch(event(20, 'event-before-report', at(100))),
      end('event-before-report', at(10), { platform: 'kiro' }),
    ],
    expected: detail('event-before-report', {
      state: 'ended',
      platform: 'kiro',
      started_at: at(10),
      ended_at: at(10),
      risk_summary: harmless(1),
    }),
  },
];
