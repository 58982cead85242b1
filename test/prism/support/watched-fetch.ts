/** `fetch`, and what Prism had to say about what went through it. */
export interface WatchedFetch {
  (request: Request): Promise<Response>;
  /** One sentence per violation that Prism reported, or request that it refused, since it was last asked. */
  violations(): string[];
}

export function watchedFetch(): WatchedFetch {
  let found: string[] = [];
  const watched = async (request: Request) => {
    const response = await fetch(request);
    const { method, url } = request;
    const violations = response.headers.get('sl-violations');
    // What Prism answers by itself is of this type, and nothing of ours is.
    const refused = response.headers.get('content-type')?.startsWith('application/problem+json');
    if (violations || refused) {
      found.push(`${method} ${url}: ${violations ?? (await response.clone().text())}`);
    }
    return response;
  };
  return Object.assign(watched, {
    violations() {
      const told = found;
      found = [];
      return told;
    },
  });
}
