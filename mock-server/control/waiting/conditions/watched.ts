/** A condition that can be looked at, and waited for. */
export interface Watched<Found> {
  /** What is wanted, for example `session s-1 in the state ended`. */
  readonly wanted: string;
  /** What there is of it now. */
  look(): Promise<Found | undefined>;
  /**
   * Tells what comes of it from now on.
   * @returns what ends that
   */
  watch(found: (found: Found) => void): () => void;
  /** What there is instead, for whoever has waited in vain. */
  instead(): Promise<string>;
}

/** The orgs that a condition speaks of: the one that it names, or all. */
export async function orgsOf(
  condition: { readonly org_id?: string | undefined },
  store: { orgs(): Promise<readonly string[]> },
): Promise<readonly string[]> {
  return condition.org_id === undefined ? store.orgs() : [condition.org_id];
}

/** Says what a condition asks for; nothing where it asks for nothing in particular. */
export function withFields(fields: object): string {
  return Object.keys(fields).length === 0 ? '' : ` with ${JSON.stringify(fields)}`;
}

/** Says of which org a condition speaks. */
export function ofOrg({ org_id }: { readonly org_id?: string | undefined }): string {
  return org_id === undefined ? '' : ` of ${org_id}`;
}
