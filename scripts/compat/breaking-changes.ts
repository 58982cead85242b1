import { moduleFile, run } from '../package/run.ts';

/** What a consumer of the released contract would run into. */
export interface BreakingChange {
  /** A JSON pointer into the document that has the place: the new one, or, of what was removed, the old one. */
  readonly place: string;
  readonly message: string;
}

/** Compares two OpenAPI documents, by the paths of their files; throws where they cannot be compared. */
export async function breakingChanges(
  released: string,
  present: string,
): Promise<BreakingChange[]> {
  const { changes } = await diff(released, present);
  const verdicts = changes.flatMap((change) => change.verdicts);
  return verdicts
    .filter(({ impact }) => impact === 'major')
    .map(fromVerdict)
    .concat(changes.flatMap(stricterThanRedocly));
}

function fromVerdict({ message, location }: Verdict): BreakingChange {
  return { place: location.pointer, message };
}

/** Two changes that `redocly diff` lets pass. */
function stricterThanRedocly({ kind, impact, path, base, revision }: Change): BreakingChange[] {
  if (impact === 'major') return [];
  // What is sent nevertheless is an unknown field from now on, which does nothing.
  const property = /\/properties\/([^/]+)$/.exec(path)?.[1];
  if (kind === 'removed' && property && base) {
    return [{ place: base.pointer, message: `Property \`${property}\` of a request was removed.` }];
  }
  // Whoever waits for the status that was the only one does not know the other.
  const status = /\/responses\/(2..)$/.exec(path)?.[1];
  if (kind === 'added' && status && revision) {
    return [{ place: revision.pointer, message: `Success \`${status}\` was added.` }];
  }
  return [];
}

async function diff(released: string, present: string): Promise<Report> {
  const args = ['diff', released, present, '--format', 'json', '--fail-on', 'none'];
  const { stdout } = await run(process.execPath, [moduleFile('@redocly/cli/bin/cli.js'), ...args], {
    maxBuffer: 1e8,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  return JSON.parse(stdout) as Report;
}

/** What is used of the report of `redocly diff`. */
interface Report {
  readonly changes: readonly Change[];
}

interface Change {
  readonly kind: 'added' | 'removed' | 'modified';
  readonly impact: Impact;
  /** Where it is, with the references followed. */
  readonly path: string;
  readonly base?: Place;
  readonly revision?: Place;
  readonly verdicts: readonly Verdict[];
}

interface Verdict {
  readonly impact: Impact;
  readonly message: string;
  readonly location: Place;
}

interface Place {
  readonly pointer: string;
}

type Impact = 'major' | 'minor' | 'patch';
