// The README's own programs: what they say, they do.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MockServer } from '../../mock-server/index.ts';
import { operations } from '../../spec/operations.ts';
import type { AlertList } from '../../spec/schemas/alert.ts';
import type { ErrorBody } from '../../spec/schemas/error.ts';
import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../mock-server/support/api.ts';
import { startListening } from '../mock-server/support/http.ts';
import { manifest, VECTORS, vectors } from './support/files.ts';

const README = readFileSync(join(VECTORS, 'README.md'), 'utf8');

function program(language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(README)!;
  return code!;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vectors-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

type Change = (answer: Response, request: Request) => Response | Promise<Response>;

/** A server that takes the JWT of the exchanges, and whose answers may be changed. */
function listening(change: Change = (answer) => answer) {
  const { jwt_secret: secret } = vectors<{ jwt_secret: string }>('exchanges.json');
  const mock = startMock({ jwt: { secret } });
  const fetch = async (request: Request) => change(await mock.fetch(request.clone()), request);
  return startListening(Object.assign(Object.create(mock) as MockServer, { fetch }));
}

const seen = new Set<string>();

/** All that a server may do in another way than ours. */
async function anotherMake(answer: Response, { method, url }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  const type = answer.headers.get('content-type');
  if (pathname.startsWith('/_mock/') || !type?.includes('json')) return answer;
  // What was sent is processed in its own time.
  const isEarly = method === 'GET' && answer.ok && !seen.has(url);
  seen.add(url);
  const isSession = operations.getSession.path === pathname.replace(/[^/]+$/, '{id}');
  if (isEarly && isSession) return Response.json({ error: 'Not yet.' }, { status: 404 });

  const body = (await answer.json()) as Record<string, unknown>;
  const status = answer.status === 403 ? 401 : answer.status;
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="quint"' }),
    ...(status === 405 && { allow: 'POST, OPTIONS' }),
  };
  if (!answer.ok) {
    const { error, code, issues } = body as unknown as ErrorBody;
    const ofAnotherKind = issues?.map(({ pointer }) => ({
      pointer,
      message: 'No.',
      code: 'wrong',
    }));
    const refusal = { error: `No: ${error}`, code, issues: ofAnotherKind, docs: 'https://' };
    return Response.json(refusal, { status, headers });
  }
  const { alerts } = body as Partial<AlertList>;
  const another = alerts && {
    alerts: alerts.flatMap((each) => [{ ...each, event_id: 'x' }, each]),
  };
  return Response.json({ ...body, ...another, served_by: 'another' }, { status, headers });
}

/** The Python program with these vectors. Without Python 3, this fails. */
async function runPython(files: string, url: string, seconds = 10) {
  const file = join(folder(), 'vectors_test.py');
  writeFileSync(file, program('python'));
  return promisify(execFile)('python3', [file, files, url, `${seconds}`], { timeout: 50_000 });
}

test('names every file that there is, or its folder', () => {
  for (const { path } of manifest.files) {
    const name = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : `${path}\``;
    expect(README).toContain(`\`${name}`);
  }
});

test('the Python program plays the vectors to the mock server', async () => {
  const { url } = await listening();
  const { exchanges } = vectors<{ exchanges: unknown[] }>('exchanges.json');
  const { histories } = vectors<{ histories: unknown[] }>('histories.json');
  // The same server again: what the first run left there does not disturb the second.
  for (const _ of [1, 2]) {
    const { stdout } = await runPython(VECTORS, url);
    const count = `${exchanges.length} exchanges, ${histories.length} histories`;
    expect(stdout).toBe(`${count}, 0 warnings\n`);
  }
}, 60_000);

test('and to a server of another make, which keeps the contract', async () => {
  const { url } = await listening(anotherMake);
  const { stdout } = await runPython(VECTORS, url);
  const warned = stdout.split('\n').filter((line) => line.startsWith('warning: '));
  expect(stdout).toContain(` histories, ${warned.length} warnings\n`);
  // What a server may do of itself is no deviation, what is decided is one.
  const differing = new Set(warned.map((line) => line.slice(line.lastIndexOf(' ') + 1)));
  expect([...differing].toSorted()).toEqual(['/body/request_id', '/status']);
}, 60_000);

test.each([
  ['never ends a session', (text: string) => text.replaceAll('"ended"', '"active"')],
  ['forgets what it does not know', (text: string) => text.replaceAll('"cwd":"/srv"', '"c":1')],
  ['shows one event less', (text: string) => text.replace(/"events":\[\{.*?\},\{/, '"events":[{')],
])(
  'and finds one that %s',
  async (_, change) => {
    const { url } = await listening(async (answer) => {
      if (!answer.headers.get('content-type')?.includes('json')) return answer;
      return new Response(change(await answer.text()), answer);
    });
    await expect(runPython(VECTORS, url, 0.1)).rejects.toThrow('AssertionError');
  },
  60_000,
);

test('and finds a file that was changed', async () => {
  const files = folder();
  cpSync(VECTORS, files, { recursive: true });
  const path = join(files, 'backoff.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('30000', '30001'));
  const { url } = await listening();
  await expect(runPython(files, url)).rejects.toThrow('AssertionError: backoff.json');
}, 60_000);

/** What the Go program's reader brings: here it asks the mock server. */
const VALIDATE = `package ingest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
)

func Validate(body []byte) []string {
	batch := append(append([]byte(\`{"events":[\`), body...), "]}"...)
	request, _ := http.NewRequest("POST", os.Getenv("MOCK_URL")+"/v1/ingest", bytes.NewReader(batch))
	request.Header.Set("content-type", "application/json")
	request.Header.Set("authorization", "Bearer qt_deploy_YOUR_TOKEN")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	var answer struct {
		Issues []struct{ Pointer string }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		panic(err)
	}
	pointers := []string{}
	for _, issue := range answer.Issues {
		pointers = append(pointers, strings.TrimPrefix(issue.Pointer, "/events/0"))
	}
	return pointers
}
`;

/** The Go program's tests, with these vectors. Without Go, this fails. */
async function runGo(files: string) {
  const { url } = await startListening(startMock());
  const module = folder();
  mkdirSync(join(module, 'testdata'));
  cpSync(files, join(module, 'testdata/vectors'), { recursive: true });
  writeFileSync(join(module, 'go.mod'), 'module ingest\n\ngo 1.19\n');
  writeFileSync(join(module, 'validate.go'), VALIDATE);
  writeFileSync(join(module, 'vectors_test.go'), program('go'));
  const env = { ...process.env, MOCK_URL: url, GOCACHE: join(module, 'cache') };
  return promisify(execFile)('go', ['test', '-v', '.'], { cwd: module, env, timeout: 110_000 });
}

test('the Go program tries every body of an event', async () => {
  const { stdout } = await runGo(VECTORS);
  const { valid, refused } = vectors<{ valid: unknown[]; refused: unknown[] }>(
    'bodies/QuintEvent.json',
  );
  expect(stdout.match(/--- PASS: TestBodies\//g)).toHaveLength(valid.length + refused.length);
}, 120_000);

test('and finds one that is no longer refused', async () => {
  const files = folder();
  cpSync(VECTORS, files, { recursive: true });
  const path = join(files, 'bodies/QuintEvent.json');
  const text = readFileSync(path, 'utf8');
  const changed = text.replace('"pointer":"/risk_score"', '"pointer":"/risk"');
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
  await expect(runGo(files)).rejects.toMatchObject({ stdout: expect.stringContaining('--- FAIL') });
}, 120_000);
