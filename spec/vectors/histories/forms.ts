import { NEXT_YEAR_EVENT, NEXT_YEAR_STATE_REPORT } from '../next-year.ts';
import { at, batch, detail, end, report, resume, start, state, type History } from '../history.ts';

/** Rules 1 and 2: a session goes by its id, and takes its state from either form. */
export const formHistories: readonly History[] = [
  {
    name: 'form-start-end',
    because: 'Rule 2: a session_end ends the session.',
    documented: false,
    steps: [
      start('form-start-end', at(0), { platform: 'claude-code', model: 'm-1' }),
      end('form-start-end', at(600)),
    ],
    expected: detail('form-start-end', {
      state: 'ended',
      platform: 'claude-code',
      model: 'm-1',
      started_at: at(0),
      ended_at: at(600),
    }),
  },
  {
    name: 'form-resume-idle',
    because: 'Rule 2: a session_resume makes an idle session active.',
    documented: false,
    steps: [state('form-resume-idle', 'idle', at(0)), resume('form-resume-idle', at(60))],
    expected: detail('form-resume-idle', { started_at: at(0) }),
  },
  {
    name: 'form-resume-first',
    because: 'Rule 2: a session_resume of a session that nobody knows makes it.',
    documented: false,
    steps: [resume('form-resume-first', at(5))],
    expected: detail('form-resume-first', { started_at: at(5) }),
  },
  {
    name: 'form-mixed',
    because: 'Rule 2: both forms speak of one session; the last of them, by time, has the say.',
    documented: false,
    steps: [
      start('form-mixed', at(0), { platform: 'cursor' }),
      state('form-mixed', 'idle', at(30), { session_name: 'Both forms' }),
      resume('form-mixed', at(60), { model: 'm-2' }),
      state('form-mixed', 'ended', at(90)),
    ],
    expected: detail('form-mixed', {
      session_name: 'Both forms',
      model: 'm-2',
      state: 'ended',
      platform: 'cursor',
      started_at: at(0),
      ended_at: at(90),
    }),
  },
  {
    name: 'form-case',
    because: 'Rule 1: session ids are compared as they are; another case is another session.',
    documented: false,
    steps: [state('form-case', 'idle', at(0)), state('FORM-CASE', 'ended', at(1))],
    expected: detail('form-case', { state: 'idle', started_at: at(0) }),
  },
  {
    name: 'form-next-year',
    because: 'Unknown fields, platforms and actions of next year are taken (§2).',
    documented: false,
    steps: [
      batch({
        ...NEXT_YEAR_EVENT,
        event_id: '019d6b6a-7c00-7cc3-98c4-dc0c0c073990',
        session_id: 'form-next-year',
      }),
      report({ ...NEXT_YEAR_STATE_REPORT, session_id: 'form-next-year' }),
    ],
    expected: detail('form-next-year', {
      session_name: NEXT_YEAR_STATE_REPORT.session_name,
      model: NEXT_YEAR_STATE_REPORT.model,
      signing_id: NEXT_YEAR_STATE_REPORT.signing_id,
      platform: NEXT_YEAR_EVENT.platform,
      parent_id: NEXT_YEAR_STATE_REPORT.parent_id,
      started_at: NEXT_YEAR_EVENT.timestamp,
      risk_summary: {
        total_events: 1,
        max_risk: NEXT_YEAR_EVENT.risk_score,
        avg_risk: NEXT_YEAR_EVENT.risk_score,
      },
    }),
  },
];
