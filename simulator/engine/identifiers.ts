import { createHash } from 'node:crypto';

const ALIAS_HASH = 7;
const ALIAS_COUNT = 5;
const REQUEST_ID = 16;
const VERSION_HASH = 24;

/** Generates unique identifiers. They contain a counter, and the seed makes them equal in every run. */
export class IdentifierGenerator {
  private aliases = 0;
  private tokens = 0;
  private jobs = 0;
  private requests = 0;
  private versions = 0;

  constructor(private readonly seed: string) {}

  /** Generates an alias. As in S3, it starts with a letter and cannot be derived from the name. */
  public alias(): string {
    this.aliases += 1;
    const opaque = BigInt(`0x${this.digest(`alias ${this.aliases}`)}`).toString(36).slice(0, ALIAS_HASH);
    return `m${opaque}${this.aliases.toString(36).padStart(ALIAS_COUNT, '0')}.mrap`;
  }

  /** Generates the last part of the ARN of a request token. */
  public token(): string {
    this.tokens += 1;
    return `${this.digest(`token ${this.tokens}`)}${this.tokens.toString(36)}`;
  }

  /** Generates the id of an object version or of a multipart upload. */
  public versionId(): string {
    this.versions += 1;
    // A part of a string keeps the whole string in memory, and `join` makes a new one.
    return [this.digest(`version ${this.versions}`).slice(0, VERSION_HASH), this.versions.toString(36)].join('');
  }

  /** Generates the id of a job, in the form of a UUID. */
  public jobId(): string {
    this.jobs += 1;
    return this.digest(`job ${this.jobs}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  }

  /** Returns how many ids of versions exist. */
  public countVersions(): number {
    return this.versions;
  }

  /** Continues behind ids that an earlier run generated. */
  public skipVersions(count: number): void {
    this.versions += count;
  }

  public requestId(): string {
    this.requests += 1;
    return this.requests.toString(16).toUpperCase().padStart(REQUEST_ID, '0');
  }

  private digest(text: string): string {
    return createHash('sha256').update(`${this.seed} ${text}`).digest('hex');
  }
}
