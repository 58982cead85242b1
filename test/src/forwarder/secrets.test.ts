import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { issueAt, Lab, newEvent, problem, type Answering, type Sent } from './support/lab.ts';

const SECRET = 'qt_deploy_0123456789abcdef';

/** Everything that a person or a log may get to see. */
function everythingOf(lab: Lab, heard: unknown[]): string {
  const folder = dirname(lab.path);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const { forwarder, errors } = lab;
  return [
    inspect([errors, heard], { depth: Infinity, showHidden: true }),
    JSON.stringify([errors, heard, forwarder.stats(), forwarder.flows()]),
    ...errors.map(({ stack }) => stack),
    ...files,
  ].join('\n');
}

/** Fails, and quotes the request wherever there is room for it. */
const telltales: [string, (sent: Sent) => Response][] = [
  ['a status', ({ authorization }) => problem(503, { error: `no ${authorization}` })],
  [
    'a redirect',
    ({ authorization }) =>
      new Response(null, { status: 302, headers: { location: `https://x.test/${authorization}` } }),
  ],
  [
    'a 400 with issues',
    ({ authorization }) =>
      problem(400, {
        error: `${authorization}`,
        issues: [{ ...issueAt(0), message: `${authorization}` }],
      }),
  ],
  ['a 400 without', ({ authorization }) => problem(400, { error: `${authorization}` })],
  [
    'a 413',
    ({ authorization }) => problem(413, { error: `${authorization}`, code: `${authorization}` }),
  ],
  ['a 401', ({ authorization }) => problem(401, { error: `${authorization} is not good` })],
  ['text', ({ authorization }) => new Response(`${authorization}`, { status: 500 })],
  [
    'an exception',
    ({ authorization }) => {
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(`header ${authorization}`), { request: { authorization } }),
        request: { headers: { authorization } },
      });
    },
  ],
];

test.each(telltales)('the token is told by nobody: %s', async (_, tell) => {
  const answer: Answering = (sent) => tell(sent);
  const lab = new Lab(answer, { token: async () => SECRET, retry: { attempts: 1 } });
  const heard: unknown[] = [];
  for (const name of ['rejected', 'dropped', 'spilled', 'error'] as const) {
    lab.forwarder.on(name, (told) => heard.push(told));
  }
  lab.enqueue('a', 'b');
  await lab.clock.advance(60_000);
  expect(lab.sent[0]!.authorization).toBe(`Bearer ${SECRET}`);
  expect(heard.length).toBeGreaterThan(0);
  expect(everythingOf(lab, heard)).not.toContain(SECRET);
});

test('the token that no header can carry is not quoted either', async () => {
  const lab = new Lab(undefined, { token: () => `${SECRET}\n` });
  const heard: unknown[] = [];
  lab.forwarder.on('error', (error) => heard.push(error));
  lab.forwarder.enqueue(newEvent('a'));
  await lab.clock.advance(60_000);
  expect(heard.length).toBeGreaterThan(0);
  expect(everythingOf(lab, heard)).not.toContain(SECRET);
});
