import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean } from './did-you-mean.ts';
import { given, type Given, type Layer } from './given.ts';
import { readJsonFile } from './json-file.ts';
import { SETTING_NAMES, type SettingName } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** Read when it is in the working directory and no other is named. */
export const DEFAULT_CONFIG = 'quint-mock.json';

/**
 * What the config file sets.
 * @param named the file that was asked for, and by what
 * @throws UsageError that names the file, the key and the remedy
 */
export async function readConfigFile(
  named: { readonly file: string; readonly source: string } | undefined,
  folder: string,
): Promise<Layer> {
  const path = resolve(folder, named?.file ?? DEFAULT_CONFIG);
  if (!named && !existsSync(path)) return new Map();
  const config = await readJsonFile(path, named?.source ?? 'the working directory');
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UsageError(`${path} must hold an object, such as {"port": 4100}`);
  }
  const layer = new Map<SettingName, Given>();
  for (const [key, value] of Object.entries(config)) {
    if (!isSetting(key)) {
      const guess = didYouMean(key, SETTING_NAMES);
      throw new UsageError(
        `"${key}" in ${path} is no setting${guess || `; there are ${SETTING_NAMES.join(', ')}`}`,
      );
    }
    layer.set(key, given(key, value, `"${key}" in ${path}`, dirname(path)));
  }
  return layer;
}

function isSetting(key: string): key is SettingName {
  return (SETTING_NAMES as string[]).includes(key);
}
