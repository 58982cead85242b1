import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const BIN = join(import.meta.dirname, '../../../node_modules/.bin');

export interface Finished {
  readonly code: number;
  /** Both streams, without colours. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a command of node_modules/.bin; a failure is an answer, not an exception. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(
      join(BIN, command),
      args,
      {
        cwd,
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          CI: '1',
          NO_COLOR: '1',
          REDOCLY_TELEMETRY: 'off',
          REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
        },
      },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, output: stripColours(`${stdout}${stderr}`), stdout });
      },
    );
  });
}

const ESC = String.fromCodePoint(27);
const stripColours = (text: string) =>
  text
    .split(ESC)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[\d;]*m/, '')))
    .join('');
