/** The raw credential of an `Authorization` header (RFC 6750 §2.1); undefined where it holds none. */
export function bearerOf(header: string | null): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}
