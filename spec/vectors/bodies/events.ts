import { EVENT } from '../../examples.ts';
import { lacking, noObject, refused, valid, type SchemaVectors } from '../body-vector.ts';
import { NEXT_YEAR_EVENT } from '../next-year.ts';
import { BAD_UUIDS, GOOD_UUIDS } from './ids.ts';
import { BAD_SESSION_IDS, GOOD_SESSION_IDS } from './text.ts';
import { GOOD_TIMES, refusedTimes } from './times.ts';

/** The eight required fields and no other. */
export const PLAIN_EVENT = {
  schema_version: 2,
  event_id: '4b3f5f0a-9c0e-4d4e-8f57-2d1f0c9b8a76',
  timestamp: '2026-04-25T03:09:32Z',
  source: 'proxy',
  platform: 'cursor',
  action_type: 'tools/call',
  session_id: 's-1',
  agent_id: 'a-1',
} as const;

const event = (more: object) => ({ ...PLAIN_EVENT, ...more });

const REQUIRED = {
  schema_version: 'invalid_value',
  event_id: 'invalid_type',
  timestamp: 'invalid_type',
  source: 'invalid_type',
  platform: 'invalid_type',
  action_type: 'invalid_type',
  session_id: 'invalid_type',
  agent_id: 'invalid_type',
};

/** Keys that are special to some languages are data (contract.md §2). Parsed: a literal would set the prototype. */
const SPECIAL_KEYS = JSON.parse(
  '{"__proto__":"a","constructor":"b","toString":"c","":"d","a/b~c":"e"}',
) as object;

/** Each is refused: for every field a type that it is not. */
const WRONG_TYPES: readonly (readonly [field: string, value: unknown, code: string])[] = [
  ['schema_version', '2', 'invalid_value'],
  ['event_id', 7, 'invalid_type'],
  ['timestamp', 1_777_086_572_138, 'invalid_type'],
  ['source', null, 'invalid_type'],
  ['platform', ['cursor'], 'invalid_type'],
  ['action_type', {}, 'invalid_type'],
  ['session_id', 59_247, 'invalid_type'],
  ['agent_id', true, 'invalid_type'],
  ['tool_name', null, 'invalid_type'],
  ['arguments_json', { command: 'npm test' }, 'invalid_type'],
  ['decision', null, 'invalid_type'],
  ['labels', ['x'], 'custom'],
  ['risk_score', '50', 'invalid_type'],
];

export const eventVectors: readonly SchemaVectors[] = [
  {
    schema: 'QuintEvent',
    valid: [
      valid("the wire format's own example", EVENT),
      valid('the required fields alone', PLAIN_EVENT),
      valid('from next year', NEXT_YEAR_EVENT),
      ...GOOD_UUIDS.map(([name, event_id]) => valid(`event_id ${name}`, event({ event_id }))),
      ...GOOD_TIMES.map(([name, timestamp]) => valid(`timestamp ${name}`, event({ timestamp }))),
      ...GOOD_SESSION_IDS.map(([name, session_id]) =>
        valid(`session_id ${name}`, event({ session_id })),
      ),
      ...[0, 50, 100].map((risk_score) => valid(`risk_score ${risk_score}`, event({ risk_score }))),
      ...['', 'not JSON', '["npm","test"]', '{"a":'].map((arguments_json) =>
        valid(`arguments_json ${JSON.stringify(arguments_json)}`, event({ arguments_json })),
      ),
      valid('empty text where text is free', event({ source: '', agent_id: '', tool_name: '' })),
      valid('text beyond ASCII', event({ agent_id: 'агент-\u{1F980}', tool_name: '工具' })),
      valid('no labels', event({ labels: {} })),
      valid('labels with keys that are special to some languages', event({ labels: SPECIAL_KEYS })),
      valid('unknown fields of every type', {
        ...EVENT,
        cwd: '/srv',
        argv: ['a', null, { b: 1 }],
        took: 0.25,
        cached: false,
        note: null,
      }),
    ],
    refused: [
      ...noObject(),
      ...lacking(EVENT, REQUIRED),
      refused(
        'empty',
        {},
        ...Object.entries(REQUIRED).map(([field, code]) => [`/${field}`, code] as const),
      ),
      ...WRONG_TYPES.map(([field, value, code]) =>
        refused(`${field} of another type`, event({ [field]: value }), [`/${field}`, code]),
      ),
      refused('schema_version 1', event({ schema_version: 1 }), [
        '/schema_version',
        'invalid_value',
      ]),
      refused('schema_version 3', event({ schema_version: 3 }), [
        '/schema_version',
        'invalid_value',
      ]),
      ...BAD_UUIDS.map(([name, event_id]) =>
        refused(`event_id ${name}`, event({ event_id }), ['/event_id', 'invalid_format']),
      ),
      ...refusedTimes('timestamp', PLAIN_EVENT),
      ...BAD_SESSION_IDS.map(([name, session_id]) =>
        refused(`session_id ${name}`, event({ session_id }), ['/session_id', 'invalid_format']),
      ),
      refused('risk_score -1', event({ risk_score: -1 }), ['/risk_score', 'too_small']),
      refused('risk_score 101', event({ risk_score: 101 }), ['/risk_score', 'too_big']),
      refused('risk_score 0.5', event({ risk_score: 0.5 }), ['/risk_score', 'invalid_type']),
      refused(
        'labels that are no strings',
        event({ labels: { pid: 59_247, 'a/b~c': null, ok: 'yes' } }),
        ['/labels/pid', 'custom'],
        ['/labels/a~1b~0c', 'custom'],
      ),
      refused(
        'a label __proto__ that is no string',
        event({ labels: JSON.parse(`{"__proto__":1}`) }),
        ['/labels/__proto__', 'custom'],
      ),
    ],
  },
];
