import {
  SESSION_END,
  SESSION_RESUME,
  SESSION_START,
  SESSION_STATE_REPORT,
} from '../../examples.ts';
import {
  lacking,
  noObject,
  refused,
  valid,
  without,
  type RefusedVector,
  type SchemaVectors,
} from '../body-vector.ts';
import { NEXT_YEAR_START, NEXT_YEAR_STATE_REPORT } from '../next-year.ts';
import { BAD_SESSION_IDS, GOOD_SESSION_IDS } from './text.ts';
import { GOOD_TIMES, refusedTimes } from './times.ts';

const PLAIN_START = {
  event_type: 'session_start',
  session_id: 's-1',
  started_at: '2026-04-25T03:09:11Z',
} as const;
const PLAIN_STATE = {
  session_id: 's-1',
  state: 'active',
  timestamp: '2026-04-12T14:00:00Z',
} as const;

const start = (more: object) => ({ ...PLAIN_START, ...more });
const state = (more: object) => ({ ...PLAIN_STATE, ...more });

/** What every form refuses, shown on one of them. */
function wrongFields(body: object): RefusedVector[] {
  return [
    ...BAD_SESSION_IDS.map(([name, session_id]) =>
      refused(`session_id ${name}`, { ...body, session_id }, ['/session_id', 'invalid_format']),
    ),
    ...refusedTimes('timestamp', body),
    refused('an empty parent_id', { ...body, parent_id: '' }, ['/parent_id', 'invalid_format']),
    refused('session_name null', { ...body, session_name: null }, [
      '/session_name',
      'invalid_type',
    ]),
    refused(
      'several problems',
      { ...body, model: 4, signing_id: false, platform: null },
      ['/model', 'invalid_type'],
      ['/signing_id', 'invalid_type'],
      ['/platform', 'invalid_type'],
    ),
  ];
}

const startVectors: SchemaVectors = {
  schema: 'SessionStart',
  valid: [
    valid("the ingestion page's own example", SESSION_START),
    valid('the required fields alone', PLAIN_START),
    valid('every field', {
      ...SESSION_START,
      timestamp: '2026-04-25T03:09:12Z',
      ended_at: '2026-04-25T03:54:02Z',
      parent_id: '59247-1777085379000',
      session_name: 'Fix auth middleware',
      model: 'claude-sonnet-4-20250514',
      signing_id: 'com.anthropic.claude-code',
    }),
    valid('from next year', NEXT_YEAR_START),
    ...GOOD_TIMES.map(([name, started_at]) => valid(`started_at ${name}`, start({ started_at }))),
  ],
  refused: [
    ...noObject(),
    ...lacking(SESSION_START, {
      event_type: 'invalid_value',
      session_id: 'invalid_type',
      started_at: 'invalid_type',
    }),
    ...wrongFields(PLAIN_START),
    refused('the other transition', start({ event_type: 'session_end' }), [
      '/event_type',
      'invalid_value',
    ]),
    refused('with a state', start({ state: 'active' }), ['/state', 'custom']),
    refused('a bad ended_at', start({ ended_at: 'soon' }), ['/ended_at', 'invalid_format']),
  ],
};

const resumeVectors: SchemaVectors = {
  schema: 'SessionResume',
  valid: [
    valid('with a timestamp', SESSION_RESUME),
    valid('the required fields alone', { event_type: 'session_resume', session_id: 's-1' }),
    valid('from next year', { ...SESSION_RESUME, platform: 'platform-of-next-year', shard: 3 }),
  ],
  refused: [
    ...noObject(),
    ...lacking(SESSION_RESUME, { event_type: 'invalid_value', session_id: 'invalid_type' }),
    refused('with a state', { ...SESSION_RESUME, state: 'active' }, ['/state', 'custom']),
    refused('a bad timestamp', { ...SESSION_RESUME, timestamp: '2026-04-25' }, [
      '/timestamp',
      'invalid_format',
    ]),
  ],
};

const endVectors: SchemaVectors = {
  schema: 'SessionEnd',
  valid: [
    valid('with the time of its end', SESSION_END),
    valid('the required fields alone', { event_type: 'session_end', session_id: 's-1' }),
    valid('from next year', { ...SESSION_END, exit_code: 0 }),
  ],
  refused: [
    ...noObject(),
    ...lacking(SESSION_END, { event_type: 'invalid_value', session_id: 'invalid_type' }),
    refused('with a state', { ...SESSION_END, state: 'ended' }, ['/state', 'custom']),
    refused('ended_at null', { ...SESSION_END, ended_at: null }, ['/ended_at', 'invalid_type']),
  ],
};

const lifecycleVectors: SchemaVectors = {
  schema: 'LifecycleEvent',
  valid: [
    valid('session_start', SESSION_START),
    valid('session_resume', SESSION_RESUME),
    valid('session_end', SESSION_END),
    valid('from next year', NEXT_YEAR_START),
  ],
  refused: [
    ...noObject(),
    refused('without event_type', without(SESSION_START, 'event_type'), [
      '/event_type',
      'invalid_union',
    ]),
    refused('an unknown transition', start({ event_type: 'session_pause' }), [
      '/event_type',
      'invalid_union',
    ]),
    refused('a start without started_at', without(SESSION_START, 'started_at'), [
      '/started_at',
      'invalid_type',
    ]),
    refused('the state form', SESSION_STATE_REPORT, ['/event_type', 'invalid_union']),
  ],
};

const stateVectors: SchemaVectors = {
  schema: 'SessionStateReport',
  valid: [
    valid("the endpoint page's own example", SESSION_STATE_REPORT),
    ...['active', 'idle', 'ended'].map((name) =>
      valid(`the required fields alone, ${name}`, {
        session_id: 's-1',
        state: name,
        timestamp: '2026-04-12T14:00:00Z',
      }),
    ),
    valid('from next year', NEXT_YEAR_STATE_REPORT),
    ...GOOD_TIMES.map(([name, timestamp]) => valid(`timestamp ${name}`, state({ timestamp }))),
    ...GOOD_SESSION_IDS.map(([name, session_id]) =>
      valid(`session_id ${name}`, state({ session_id })),
    ),
    ...GOOD_SESSION_IDS.map(([name, parent_id]) =>
      valid(`parent_id ${name}`, state({ parent_id })),
    ),
  ],
  refused: [
    ...noObject(),
    ...lacking(SESSION_STATE_REPORT, {
      session_id: 'invalid_type',
      state: 'invalid_value',
      timestamp: 'invalid_type',
    }),
    ...wrongFields(PLAIN_STATE),
    refused('an unknown state', state({ state: 'paused' }), ['/state', 'invalid_value']),
    refused('with an event_type', state({ event_type: 'session_end' }), ['/event_type', 'custom']),
  ],
};

/** As the operation answers: it chooses the form by its key, and judges the body by that one. */
const eitherVectors: SchemaVectors = {
  schema: 'SessionReport',
  valid: [
    valid('the event form: start', SESSION_START),
    valid('the event form: resume', SESSION_RESUME),
    valid('the event form: end', SESSION_END),
    valid('the state form', SESSION_STATE_REPORT),
    valid('the event form from next year', NEXT_YEAR_START),
    valid('the state form from next year', NEXT_YEAR_STATE_REPORT),
    valid('an unknown field that is called like a prototype', {
      ...SESSION_RESUME,
      constructor: 'x',
    }),
  ],
  refused: [
    ...noObject('invalid_union'),
    refused('neither form', { session_id: 's-1' }, ['', 'invalid_union']),
    refused('both forms', start({ state: 'active' }), ['', 'invalid_union']),
    refused('both forms, one of them with an unknown value', state({ event_type: 'x' }), [
      '',
      'invalid_union',
    ]),
    refused('an unknown transition', start({ event_type: 'session_pause' }), [
      '/event_type',
      'invalid_union',
    ]),
    refused('an unknown state', state({ state: 'paused' }), ['/state', 'invalid_value']),
    refused('a start without started_at', without(SESSION_START, 'started_at'), [
      '/started_at',
      'invalid_type',
    ]),
    refused('the state form without timestamp', without(SESSION_STATE_REPORT, 'timestamp'), [
      '/timestamp',
      'invalid_type',
    ]),
    refused('without session_id', without(SESSION_END, 'session_id'), [
      '/session_id',
      'invalid_type',
    ]),
    refused('a session_id with a space', state({ session_id: 'a b' }), [
      '/session_id',
      'invalid_format',
    ]),
    refused('an end on a day that is none', { ...SESSION_END, ended_at: '2026-02-29T00:00:00Z' }, [
      '/ended_at',
      'invalid_format',
    ]),
  ],
};

export const reportVectors: readonly SchemaVectors[] = [
  eitherVectors,
  lifecycleVectors,
  startVectors,
  resumeVectors,
  endVectors,
  stateVectors,
  {
    schema: 'IngestSessionResponse',
    valid: [valid('taken', { ok: true }), valid('from next year', { ok: true, state: 'active' })],
    refused: [
      ...noObject(),
      refused('empty', {}, ['/ok', 'invalid_value']),
      refused('not taken', { ok: false }, ['/ok', 'invalid_value']),
    ],
  },
];
