import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { score } from '../../../mock-server/pipeline/scorer.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import { event } from '../support/samples.ts';

const scored = (fields: Partial<QuintEvent>) => score(event(fields));

describe('by tool: the first match wins', () => {
  test.each([
    ['DeleteFile', 80],
    ['removeUser', 80],
    ['rm', 80],
    ['Bash', 75],
    ['PowerShell', 75],
    ['DeleteBash', 80],
    ['BashDelete', 75],
    ['ExecuteCode', 70],
    ['run_command', 70],
    ['RunTests', 65],
    ['SqlRun', 65],
    ['SqlQuery', 60],
    ['DatabaseBackup', 55],
    ['WriteFile', 50],
    ['OverWrite', 20],
    ['UpdateRow', 45],
    ['Edit', 45],
    ['CreateIssue', 40],
    ['QueryLogs', 40],
    ['WebFetch', 35],
    ['HttpGet', 35],
    ['SendRequest', 35],
    ['Read', 10],
    ['GetUser', 10],
    ['Search', 10],
    ['ListFiles', 5],
    ['Frobnicate', 20],
    ['__proto__', 20],
    ['constructor', 20],
    ['toString', 20],
  ])('%s: %i', (tool_name, base) => {
    expect(scored({ tool_name })).toBe(base);
  });
});

test('a name as long as a body may be is a name like any other', () => {
  const long = `Delete${'x'.repeat(1_000_000)}`;
  expect([scored({ tool_name: long }), scored({ tool_name: long })]).toEqual([80, 80]);
});

test('more tools than are noted are scored all the same', () => {
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < 2_000; n++) {
      expect(scored({ tool_name: `${n % 2 ? 'Read' : 'Write'}${n}` })).toBe(n % 2 ? 10 : 50);
    }
  }
});

describe('by action, where there is no tool', () => {
  test.each([
    ['PROCESS_EXEC', 70],
    ['FILE_DELETE', 80],
    ['FILE_WRITE', 50],
    ['FILE_READ', 10],
    ['NETWORK_CONNECT', 15],
    ['tools/call', 20],
    ['http:api.github.com:get.repos', 10],
    ['http:api.github.com:head.repos', 5],
    ['http:api.github.com:options', 5],
    ['http:pastebin.com:connect.tunnel', 15],
    ['http:x:constructor.y', 20],
    ['http:x:__proto__.y', 20],
    ['http:', 20],
    ['constructor', 20],
    ['__proto__', 20],
    ['hasOwnProperty', 20],
    ['', 20],
  ])('%s: %i', (action_type, base) => {
    expect(scored({ action_type })).toBe(base);
    expect(scored({ action_type, tool_name: '' })).toBe(base);
  });

  test('a tool goes before the action', () => {
    expect(scored({ action_type: 'FILE_DELETE', tool_name: 'Read' })).toBe(10);
  });
});

describe('words in the arguments add to it', () => {
  test.each([
    ['DROP TABLE users', 30],
    ['rm -rf x', 30],
    ['delete', 25],
    ['delete truncate sudo', 25],
    ['format c:', 20],
    ['cat .env', 20],
    ['credentials .env', 20],
    ['my password is secret', 15],
    ['token', 10],
    ['drop drop drop', 30],
    ['password token', 25],
    ['rm  -rf', 0],
    ['', 0],
  ])('%s: +%i', (arguments_json, boost) => {
    expect(scored({ tool_name: 'Read', arguments_json })).toBe(10 + boost);
  });

  test('but never above 100', () => {
    expect(scored({ tool_name: 'Delete', arguments_json: 'drop rm -rf sudo' })).toBe(100);
  });
});

test('whatever is sent, the score is an integer from 0 to 100, and the same again', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.option(fc.string(), { nil: undefined }),
      fc.json(),
      (action_type, tool_name, arguments_json) => {
        const sent = event({
          action_type,
          arguments_json,
          ...(tool_name !== undefined && { tool_name }),
        });
        const risk = score(sent);
        expect(Number.isInteger(risk) && risk >= 0 && risk <= 100).toBe(true);
        expect(score(sent)).toBe(risk);
      },
    ),
  );
});
