/** The origin of a page: its time, the commit of the sources, their accounts and the version of the program. */
export interface Provenance {
  /** ISO time. */
  readonly writtenAt: string;
  /** Undefined if the sources are not in a Git repository. */
  readonly commit?: string;
  readonly accounts: readonly string[];
  readonly version: string;
}

/** Describes the origin in one line. */
export function describeProvenance({ writtenAt, commit, accounts, version }: Provenance): string {
  return [
    formatMinute(writtenAt),
    ...(commit === undefined ? [] : [`commit ${commit}`]),
    ...(accounts.length === 0 ? [] : [`account ${accounts.join(', ')}`]),
    `cdk-s3-mrap ${version}`,
  ].join(' · ');
}

/** Formats an ISO time without seconds. */
export function formatMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
