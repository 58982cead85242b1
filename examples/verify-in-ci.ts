// Does a server keep the contract? For a step of CI that has started it: prints what was found, writes
// `verify.xml` for the CI's own report, and exits with 0 (it does), 1 (it does not) or 2 (could not run).
// `npx quint-mock verify` does the same from a shell; this is for those who want a hand in it.
//
//   npx quint-mock &
//   npx tsx examples/verify-in-ci.ts      # or: --url http://127.0.0.1:8080 --token … --only sessions
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CannotRun, reporters, verify } from '@quint-security/contract/verify';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: process.env['QUINT_API_URL'] ?? 'http://127.0.0.1:4100' },
    token: { type: 'string', default: process.env['QUINT_DEPLOY_TOKEN'] ?? 'qt_deploy_YOUR_TOKEN' },
    only: { type: 'string', multiple: true },
    junit: { type: 'string', default: 'verify.xml' },
  },
});

try {
  const report = await verify({
    baseUrl: values.url,
    token: values.token,
    only: values.only,
    // What is known, and shall not stop the others, can be left out; the report says why:
    // skip: [{ pattern: 'stream', reason: 'our gateway does not pass streams on yet' }],
  });
  process.stdout.write(reporters.human(report));
  await writeFile(values.junit, reporters.junit(report));
  process.exitCode = report.passed ? 0 : 1;
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
