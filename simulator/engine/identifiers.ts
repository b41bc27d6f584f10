import { createHash } from 'node:crypto';

const ALIAS_HASH = 7;
const ALIAS_COUNT = 5;
const REQUEST_ID = 16;

/** Names that are handed out once each. A counter in them makes them unique; the seed makes them the same in every run. */
export class Identifiers {
  private aliases = 0;
  private tokens = 0;
  private requests = 0;

  constructor(private readonly seed: string) {}

  /** Starts with a letter and looks as opaque as the real thing, so that nobody can derive it from a name. */
  public alias(): string {
    this.aliases += 1;
    const opaque = BigInt(`0x${this.digest(`alias ${this.aliases}`)}`).toString(36).slice(0, ALIAS_HASH);
    return `m${opaque}${this.aliases.toString(36).padStart(ALIAS_COUNT, '0')}.mrap`;
  }

  /** The opaque last part of a request token's ARN. */
  public token(): string {
    this.tokens += 1;
    return `${this.digest(`token ${this.tokens}`)}${this.tokens.toString(36)}`;
  }

  public requestId(): string {
    this.requests += 1;
    return this.requests.toString(16).toUpperCase().padStart(REQUEST_ID, '0');
  }

  private digest(text: string): string {
    return createHash('sha256').update(`${this.seed} ${text}`).digest('hex');
  }
}
