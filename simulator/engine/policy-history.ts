import { findLast } from './find-last';

/** A policy text and what S3 thinks of it. */
export interface Policy {
  readonly text: string;
  readonly isPublic: boolean;
}

interface Revision extends Policy {
  readonly establishedAt: number;
}

/** The policy of an access point: what was proposed last, and what every Region has established. There is no way back to none. */
export class PolicyHistory {
  private proposal?: string;
  private readonly revisions: Revision[] = [];

  public get proposed(): string | undefined {
    return this.proposal;
  }

  public established(at: number): Policy | undefined {
    return findLast(this.revisions, ({ establishedAt }) => establishedAt <= at);
  }

  public propose(text: string): void {
    this.proposal = text;
  }

  /** Policies become established in the order they were accepted. */
  public establish(policy: Policy, at: number): void {
    this.revisions.push({ ...policy, establishedAt: Math.max(at, this.revisions.at(-1)?.establishedAt ?? at) });
  }

  /** Takes a proposal back that came to nothing. */
  public discard(): void {
    this.proposal = this.revisions.at(-1)?.text;
  }
}
