import { DEFAULT_CONFIG } from './config-file.ts';
import { flagOf, variableOf } from './setting.ts';
import { SETTING_NAMES, settingOf, type SettingName } from './settings.ts';
import { toText } from './spelling.ts';
import { table } from './table.ts';

/** The text of `--help`. */
export function usage(): string {
  const flags = SETTING_NAMES.filter((name) => !settingOf(name).secret);
  const secrets = SETTING_NAMES.filter((name) => settingOf(name).secret);
  return `Usage: quint-mock [flags]
       quint-mock send [flags] [FILE]
       quint-mock spool verify|repair|export FILE
       quint-mock verify [flags] URL

Serves the Quint API from memory: ingest, FIFO fan-out, sessions, alerts. The
others deliver events, look after the file of those that could not be delivered,
and try whether a server keeps the contract; see quint-mock send --help, and so
on.

${table([
  ...flags.map((name) => [flagWithValue(name), helpOf(name)] as const),
  ['--config FILE', `JSON file of settings (default ${DEFAULT_CONFIG}, where it is there)`],
  ['--print-config', 'print the settings that hold, and where from, and end'],
  ['--help', 'print this, and end'],
  ['--version', 'print the version, and end'],
])}
Each of these settings is also a variable, such as ${variableOf('rateLimit')}, and a
key of the config file, such as "rateLimit". Only so, and not as a flag:

${table(secrets.map((name) => [variableOf(name), helpOf(name)]))}
Flags win over variables, and variables over the file.

Exit codes: 0 stopped by SIGINT or SIGTERM, 2 could not start; 130 or 143 when a
second one does not wait for what was accepted to be processed.
`;
}

function flagWithValue(name: SettingName): string {
  const { placeholder } = settingOf(name);
  return `--${flagOf(name)}${placeholder ? ` ${placeholder}` : ''}`;
}

function helpOf(name: SettingName): string {
  const { help, default: preset } = settingOf(name);
  const text = preset === undefined || preset === false ? '' : toText(preset);
  return text ? `${help} (default ${text.replaceAll(',', ', ')})` : help;
}
