import { describe, expect, test } from 'vitest';
import { toEventRecord } from '../../../mock-server/api/event-record.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { EventRecord } from '../../../spec/schemas/event-record.ts';
import { event } from '../support/samples.ts';

function record(fields: Partial<QuintEvent> = {}) {
  const stamped = { ...event(fields), org_id: 'org_local' };
  return EventRecord.parse(toEventRecord({ event: stamped, risk_score: 1 }));
}

describe('arguments', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  test.each<[string | undefined, string[]]>([
    [undefined, []],
    ['[]', []],
    ['["-X","POST"]', ['-X', 'POST']],
    ['["a",1,null,true,{"b":[2]},[]]', ['a', '1', 'null', 'true', '{"b":[2]}', '[]']],
    [' [ "a" ] ', ['a']],
    ['["{\\"a\\":1}"]', ['{"a":1}']],
    ['{"command":"ls"}', ['{"command":"ls"}']],
    ['"text"', ['"text"']],
    ['null', ['null']],
    ['42', ['42']],
    ['{...}', ['{...}']],
    ['["a"', ['["a"']],
    ['', ['']],
    ['["\\ud83d"]', ['\ud83d']],
    [deep, [deep]],
  ])('of %.60s', (arguments_json, expected) => {
    const fields = arguments_json === undefined ? {} : { arguments_json };
    expect(record(fields).arguments).toEqual(expected);
  });
});

test('what was not sent is null where it is documented, and absent elsewhere', () => {
  expect(record()).toMatchObject({ tool_name: null, decision: null });
  expect(record()).not.toHaveProperty('labels');
  expect(record()).not.toHaveProperty('arguments_json');
});

test('an empty text is not "not sent"', () => {
  expect(record({ tool_name: '', decision: '' })).toMatchObject({ tool_name: '', decision: '' });
});
