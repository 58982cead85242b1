import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of the machine, without a window. @throws Error that says how to install one */
export async function launchChromium(): Promise<Browser> {
  // As root, as in a container, it has no sandbox.
  return chromium.launch({ executablePath: installed(), args: ['--no-sandbox'] });
}

function installed(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);
  if (found) return found;
  throw new Error('These tests need Chromium; install it with: apt-get install chromium');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
