import { readConfigFile } from './config-file.ts';
import { CONFIG_VARIABLE, readEnvironment } from './environment.ts';
import type { Flags } from './flags.ts';
import { SETTING_NAMES, settingOf, type SettingName, type Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** The settings that hold, and where each was given. */
export interface Config {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, string>>;
}

/** The environment of a process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The working directory. */
  readonly folder: string;
}

/**
 * Flags win over variables, variables over the config file.
 * @throws UsageError for the first bad value of any of them
 */
export async function configure(flags: Flags, { env, folder }: Surroundings): Promise<Config> {
  const variables = readEnvironment(env, folder);
  const file = await readConfigFile(configFileOf(flags, env), folder);
  const settings: Partial<Record<SettingName, unknown>> = {};
  const sources: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const found = flags.settings.get(name) ?? variables.get(name) ?? file.get(name);
    settings[name] = found ? found.value : settingOf(name).default;
    sources[name] = found?.source ?? 'default';
  }
  return { settings, sources } as Config;
}

function configFileOf({ config }: Flags, env: NodeJS.ProcessEnv) {
  if (config === '') throw new UsageError('--config takes the name of a JSON file');
  const variable = env[CONFIG_VARIABLE];
  if (config !== undefined) return { file: config, source: '--config' };
  return variable ? { file: variable, source: CONFIG_VARIABLE } : undefined;
}
