import * as z from 'zod';
import { AlertSeverity } from '../../spec/schemas/alert.ts';
import { dictionaryOf } from '../../spec/schemas/dictionary.ts';
import { pointer } from '../http/validate.ts';

/** How many rules a server takes, and how many strings a field of one may be compared with. */
const MAX = { rules: 100, alternatives: 100 } as const;

const FieldMatch = dictionaryOf<string | readonly string[]>(
  {
    is: (value) =>
      typeof value === 'string' ||
      (Array.isArray(value) &&
        value.length > 0 &&
        value.length <= MAX.alternatives &&
        value.every((each) => typeof each === 'string')),
    one: `a string or a list of 1–${MAX.alternatives} strings`,
    many: 'strings or lists of strings',
    schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  },
  'What fields of the event must be.',
);

/** An integer within bounds, which its error names. */
const whole = (min: number, max: number) =>
  z
    .int({ error: `must be an integer from ${min} to ${max}` })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no field "${issue.keys![0]}"; there are: ${Object.keys(shape).join(', ')}`
        : `must be an object with the fields ${Object.keys(shape).join(', ')}`,
  });

/**
 * When to raise an alert (contract.md §7): data, so that it can be loaded from a file. All the
 * conditions that are given must hold; at least one is. The form of a rule is decided here.
 */
export const AlertRule = strict({
  /** Names the rule in its alerts, as `rule_id`: 1–64 letters, digits, `_`, `.` or `-`, unique among the rules. */
  id: z.string({ error: 'must be a string that names the rule' }).regex(/^[\w.-]{1,64}$/, {
    error: 'must be 1–64 letters, digits, "_", "." or "-"',
  }),
  /** One line for a person, 1–200 characters. */
  title: z
    .string({ error: 'must be one line for a person' })
    .regex(/^[^\r\n]{1,200}$/, { error: 'must be one line of 1–200 characters' }),
  severity: z.enum(AlertSeverity.options, {
    error: `must be one of ${AlertSeverity.options.join(', ')}`,
  }),
  /**
   * Fields of the event and what they must be, a string or any of a list of strings, letter for letter:
   * `{"decision": ["block", "deny"], "labels.process_name": "claude"}`. Any top-level field may stand
   * here, unknown ones, too; a number or boolean is compared as JSON writes it.
   */
  match: FieldMatch.optional(),
  /** The lowest score that counts, 0–100: the sender's score, else the pipeline's. */
  risk_min: whole(0, 100).optional(),
  /**
   * Fires only when so many events of one session match within so many seconds, by the events' own
   * times; then not again for that session until as much time has passed since the event that fired.
   */
  count: strict({
    /** 1–100 events. */
    at_least: whole(1, 100),
    /** 1–86,400 seconds, the last one included. */
    within_seconds: whole(1, 86_400),
  }).optional(),
}).superRefine((rule, context) => {
  const { match, risk_min, count } = rule;
  const fields = Object.keys(match ?? {});
  if (fields.length === 0 && risk_min === undefined && count === undefined) {
    const message = 'would fire for every event; give it match, risk_min or count';
    context.addIssue({ code: 'custom', message });
  }
  for (const name of fields) {
    if (name !== 'labels' && name !== 'labels.') continue;
    const message = 'holds many labels; name one, such as "labels.process_name"';
    context.addIssue({ code: 'custom', path: ['match', name], message });
  }
});
export type AlertRule = z.infer<typeof AlertRule>;

/** A list of at most 100 rules, no two of the same id. An empty one raises no alert. */
const AlertRules = z
  .array(AlertRule, { error: 'must be a list of rules: [{"id": …, "title": …, "severity": …}]' })
  .max(MAX.rules, { error: `holds more than ${MAX.rules} rules; leave some out` })
  .superRefine((rules, context) => {
    const seen = new Map<string, number>();
    rules.forEach(({ id }, index) => {
      const first = seen.get(id);
      if (first === undefined) return void seen.set(id, index);
      const message = `is the id of the rule at /${first}, too; give each rule its own`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    });
  });

/**
 * The rules that a file or a caller gives.
 * @throws TypeError that names the place by its JSON pointer, what is wrong there and what to do
 */
export function parseAlertRules(value: unknown): AlertRule[] {
  const { data, error } = AlertRules.safeParse(value);
  if (!error) return data;
  const [first, ...others] = error.issues;
  const place = pointer(first!.path);
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new TypeError(`alert rules: ${place && `${place} `}${first!.message}${more}`);
}
