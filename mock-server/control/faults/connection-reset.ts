/** What `fetch` rejects with when the connection is reset: looks like `fetch`'s own. */
export class ConnectionReset extends TypeError {
  /** For a person. */
  readonly why: string;

  constructor(why: string) {
    super('fetch failed', { cause: Object.assign(new Error(why), { code: 'ECONNRESET' }) });
    this.why = why;
  }
}
