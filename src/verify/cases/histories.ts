import type { SuccessOf } from '../../../generated/operations.ts';
import { histories as vectors, type History } from '../../../spec/vectors/histories.ts';
import type { QuintEvent } from '../../../spec/schemas/event.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { Deviation } from '../deviation.ts';
import type { Trial } from '../trial.ts';
import { lookFor, stored, tryIngest } from './scenario.ts';
import { childIds } from './child-ids.ts';
import { slug } from './slug.ts';

type Session = SuccessOf<'getSession'>;

/** The histories of the vectors: what is said of a session, step by step, and what it comes to. */
export const histories: readonly ConformanceCase[] = vectors.map((history) => ({
  id: `getSession/histories/${slug(history.name)}`,
  operation: 'getSession',
  basis: history.documented ? 'documented' : 'decided',
  title: history.because,
  run: (trial) => takesTheCourse(trial, history),
}));

async function takesTheCourse(trial: Trial, history: History): Promise<void> {
  const rename = renaming(history, trial);
  const sent: QuintEvent[] = [];
  for (const { operation, body } of history.steps) {
    if (operation === 'ingestSession') {
      await tryIngest(trial, operation, rename(body));
      continue;
    }
    const events = rename(body.events);
    await tryIngest(trial, operation, { events });
    sent.push(...events);
  }
  for (const event of sent) await stored(trial, event);
  const expected = rename(history.expected);
  let last: Session | undefined;
  try {
    await trial.eventually('the session', async () => {
      last = await lookFor(trial, 'getSession', { id: expected.id });
      return (last && holds(last, inFormOf(last, expected))) || undefined;
    });
  } catch (error) {
    if (!(error instanceof Deviation) || !last) throw error;
    const { name, wanted, found } = difference(last, inFormOf(last, expected));
    trial.expect(false, `${name} ${JSON.stringify(wanted)}`, `it is ${JSON.stringify(found)}`);
  }
}

/** What is wanted, of the children as much as they say: their form is decided. */
function inFormOf(found: Session, wanted: History['expected']): object {
  const ids = childIds(found.children);
  const children = wanted.children.map((child, index) => {
    if (ids[index] !== child.id) return child;
    const form: unknown = found.children[index];
    if (typeof form === 'string') return form;
    return Object.fromEntries(
      Object.entries(child).filter(([name]) => Object.hasOwn(Object(form), name)),
    );
  });
  return { ...wanted, children };
}

/**
 * Whether a value says what is wanted. It may say more, write a time in another way, and leave out what
 * is not known; what stands there then is told by the schema.
 */
function holds(found: unknown, wanted: unknown): boolean {
  if (wanted === null) return (found ?? null) === null;
  if (typeof found === 'string' && typeof wanted === 'string') {
    return found === wanted || (TIME.test(wanted) && Date.parse(found) === Date.parse(wanted));
  }
  if (typeof wanted !== 'object') return found === wanted;
  if (typeof found !== 'object' || found === null) return false;
  if (Array.isArray(wanted) && (found as unknown[]).length !== wanted.length) return false;
  return Object.entries(wanted).every(([name, value]) => holds(Reflect.get(found, name), value));
}

const TIME = /^\d{4}-\d\d-\d\dT/;

/** The first field that differs. */
function difference(found: object, wanted: object) {
  const fields = Object.entries(wanted).map(([name, value]) => ({
    name,
    wanted: value as unknown,
    found: Reflect.get(found, name) as unknown,
  }));
  const different = fields.find((field) => !holds(field.found, field.wanted));
  return different ?? { name: 'the session', wanted, found };
}

/** Puts the ids of this run in the place of the history's, wherever they stand. */
function renaming(history: History, trial: Trial): <Value>(value: Value) => Value {
  const known = new Map<string, string>();
  for (const { operation, body } of history.steps) {
    const each = operation === 'ingestEvents' ? body.events : [body];
    for (const { session_id, parent_id } of each as NamesSessions[]) {
      for (const id of [session_id, parent_id]) if (id) known.set(id, '');
    }
    if (operation === 'ingestEvents') {
      for (const { event_id } of body.events) known.set(event_id, trial.ids.uuid());
    }
  }
  for (const { id, parent_id } of [history.expected, ...history.expected.children]) {
    for (const name of [id, parent_id]) if (name !== null) known.set(name, '');
  }
  const ids = [...known.keys()].filter((id) => known.get(id) === '');
  // One prefix for all: which is the sub-agent of which, and which is whose in another case, stays.
  const run = `${trial.ids.session()}-`;
  for (const id of ids) known.set(id, run + id);

  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return known.get(value) ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rename(each)]));
  };
  return rename as <Value>(value: Value) => Value;
}

interface NamesSessions {
  readonly session_id: string;
  readonly parent_id?: string | null;
}
