import { findLast } from './find-last';

/** A policy text, and whether S3 considers it public. */
export interface StoredPolicy {
  readonly text: string;
  readonly isPublic: boolean;
}

interface Revision extends StoredPolicy {
  readonly establishedAt: number;
}

/** The proposed and the established policies of an access point. A policy can be replaced but never removed. */
export class PolicyHistory {
  private proposal?: string;
  private readonly revisions: Revision[] = [];

  public get proposed(): string | undefined {
    return this.proposal;
  }

  public established(at: number): StoredPolicy | undefined {
    return findLast(this.revisions, ({ establishedAt }) => establishedAt <= at);
  }

  public propose(text: string): void {
    this.proposal = text;
  }

  /** Establishes a policy. Policies become established in the order in which they were accepted. */
  public establish(policy: StoredPolicy, at: number): void {
    this.revisions.push({ ...policy, establishedAt: Math.max(at, this.revisions.at(-1)?.establishedAt ?? at) });
  }

  /** Discards the proposal of a failed operation. */
  public discard(): void {
    this.proposal = this.revisions.at(-1)?.text;
  }
}
