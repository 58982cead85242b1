import type { Config } from './config.ts';
import { SETTING_NAMES, settingOf } from './settings.ts';

const MASK = '********';

/** The settings as a config file, with secrets masked. */
export function configText({ settings }: Config): string {
  const shown = SETTING_NAMES.map((name) => {
    const value = settings[name];
    return [name, value !== undefined && settingOf(name).secret ? MASK : value];
  });
  return `${JSON.stringify(Object.fromEntries(shown), null, 2)}\n`;
}

/** Where each was given, a line each. */
export function sourcesText({ sources }: Config): string {
  return SETTING_NAMES.map((name) => `${name}: ${sources[name]}\n`).join('');
}
