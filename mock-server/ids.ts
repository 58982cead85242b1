/** Where ids and secrets come from; a seeded source makes a run repeatable. */
export interface Ids {
  uuid(): string;
  /** 32 lower-case hex digits that nobody can guess. */
  secret(): string;
}

export const randomIds: Ids = {
  uuid: () => crypto.randomUUID(),
  secret: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
};
