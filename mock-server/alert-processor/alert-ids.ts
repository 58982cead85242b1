import { sha256Hex } from '../sha256.ts';
import { BoundedMap } from '../store/bounded-map.ts';

const ORGS = 1_000;
const UUID_LENGTH = 36;
/** Where a UUID's text says its version and its variant (RFC 9562 §4). */
const [VERSION, VARIANT] = [14, 19];

/**
 * The ids of a rule's alerts. The same event always gets the same one, so that an alert that is raised
 * again is known: the event's UUID, combined bit by bit with a digest of org and rule, marked as
 * version 8 (RFC 9562 §5.8). Only org and rule are digested, once: the event's id is unique already.
 */
export class AlertIds {
  readonly #ruleId: string;
  /** Digests by org. What falls off is worked out again. */
  readonly #digests = new BoundedMap<string, string>(ORGS);
  readonly #codes = Array.from({ length: UUID_LENGTH }, () => 0);

  constructor(ruleId: string) {
    this.#ruleId = ruleId;
  }

  of(orgId: string, eventId: string): string {
    const digest = this.#digestOf(orgId);
    const codes = this.#codes;
    for (let at = 0; at < UUID_LENGTH; at++) {
      const code = eventId.charCodeAt(at);
      codes[at] = code === HYPHEN ? HYPHEN : codeOf(digit(code) ^ digit(digest.charCodeAt(at)));
    }
    codes[VERSION] = codeOf(8);
    codes[VARIANT] = codeOf(8 | (digit(codes[VARIANT]!) & 3));
    return String.fromCharCode(...codes);
  }

  #digestOf(orgId: string): string {
    let digest = this.#digests.get(orgId);
    if (digest === undefined) {
      digest = sha256Hex(`${orgId} ${this.#ruleId}`);
      this.#digests.set(orgId, digest);
    }
    return digest;
  }
}

const HYPHEN = 0x2d;

/** The value of a hexadecimal digit of either case, by its character code. */
function digit(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}

function codeOf(value: number): number {
  return value < 10 ? value + 0x30 : value + 0x57;
}
