import type { ParseArgsConfig } from 'node:util';
import * as z from 'zod';
import { parseCommandLine } from './command-line.ts';
import { given, type Given, type Layer } from './given.ts';
import { flagOf, variableOf } from './setting.ts';
import { SETTING_NAMES, settingOf, type SettingName } from './settings.ts';
import { fromText } from './spelling.ts';

/** What a command line asks for. */
export interface Flags {
  readonly settings: Layer;
  readonly config: string | undefined;
  readonly printConfig: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

type Options = NonNullable<ParseArgsConfig['options']>;

const COMMANDS = {
  config: { type: 'string' },
  'print-config': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies Options;

const FLAGS: readonly SettingName[] = SETTING_NAMES.filter((name) => !settingOf(name).secret);

const OPTIONS: Options = {
  ...Object.fromEntries(FLAGS.map((name) => [flagOf(name), optionOf(settingOf(name).schema)])),
  ...COMMANDS,
};

function optionOf(schema: z.ZodType): Options[string] {
  if (schema instanceof z.ZodBoolean) return { type: 'boolean' };
  return { type: 'string', multiple: schema instanceof z.ZodArray };
}

/** @throws UsageError that names the flag and the remedy */
export function parseFlags(args: readonly string[], folder: string): Flags {
  const { values } = parseCommandLine('quint-mock', args, { options: OPTIONS, explain });
  const settings = new Map<SettingName, Given>();
  for (const name of FLAGS) {
    const flag = flagOf(name);
    const value = values[flag];
    if (value === undefined) continue;
    settings.set(name, given(name, valueOf(name, value), `--${flag}`, folder));
  }
  const { config, help, version, 'print-config': printConfig } = values;
  return {
    settings,
    config: config as string | undefined,
    printConfig: printConfig === true,
    help: help === true,
    version: version === true,
  };
}

type Value = string | boolean | (string | boolean)[];

function valueOf(name: SettingName, value: Value): unknown {
  if (typeof value === 'boolean') return value;
  return fromText(settingOf(name).schema, Array.isArray(value) ? value.join(',') : value);
}

/** Why a secret is no flag. */
function explain(flag: string): string | undefined {
  const secret = SETTING_NAMES.find((name) => settingOf(name).secret && flagOf(name) === flag);
  if (!secret) return undefined;
  return `--${flag} is no flag, for others can see a command line; set ${variableOf(secret)}`;
}
