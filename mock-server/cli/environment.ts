import { didYouMean } from './did-you-mean.ts';
import { given, type Given, type Layer } from './given.ts';
import { VARIABLE_PREFIX, variableOf } from './setting.ts';
import { SETTING_NAMES, settingOf, type SettingName } from './settings.ts';
import { fromText } from './spelling.ts';
import { UsageError } from './usage-error.ts';

/** Names the config file. */
export const CONFIG_VARIABLE = variableOf('config');

const NAMES: ReadonlyMap<string, SettingName> = new Map(
  SETTING_NAMES.map((name) => [variableOf(name), name]),
);

/**
 * What the variables `QUINT_MOCK_*` set. An empty one sets nothing, so that a script can pass on what
 * it may not have.
 * @throws UsageError that names the variable and the remedy
 */
export function readEnvironment(env: NodeJS.ProcessEnv, folder: string): Layer {
  const layer = new Map<SettingName, Given>();
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(VARIABLE_PREFIX) || variable === CONFIG_VARIABLE) continue;
    const name = NAMES.get(variable);
    if (name === undefined) {
      const guess = didYouMean(variable, [...NAMES.keys(), CONFIG_VARIABLE]);
      throw new UsageError(
        `${variable} is no variable of quint-mock${guess || '; see quint-mock --help'}`,
      );
    }
    if (!text) continue;
    layer.set(name, given(name, fromText(settingOf(name).schema, text), variable, folder));
  }
  return layer;
}
