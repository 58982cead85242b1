const ORG_ID = /^[\w-]{1,64}$/;

/** Whether it can be the id of an org: 1–64 letters, digits, `_` or `-` (decided here). */
export function isOrgId(value: unknown): value is string {
  return typeof value === 'string' && ORG_ID.test(value);
}
