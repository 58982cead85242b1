import { resolve } from 'node:path';
import { settingOf, type SettingName } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** A value that is good, and where it was given. */
export interface Given {
  readonly value: unknown;
  readonly source: string;
}

/** What one source gives. */
export type Layer = ReadonlyMap<SettingName, Given>;

const LONGEST_QUOTE = 80;

/**
 * Checks a value.
 * @param folder where a file that it names is looked for
 * @throws UsageError that names the source and the remedy, and quotes the value unless it is a secret
 */
export function given(name: SettingName, value: unknown, source: string, folder: string): Given {
  const { schema, takes, secret, file } = settingOf(name);
  const { success, data } = schema.safeParse(value);
  if (!success)
    throw new UsageError(`${source} takes ${takes}${secret ? '' : `, not ${quote(value)}`}`);
  return { value: file?.test(String(data)) ? resolve(folder, String(data)) : data, source };
}

function quote(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
