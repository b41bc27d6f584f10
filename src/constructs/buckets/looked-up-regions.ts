import { type IConstruct } from 'constructs';
import { containsPendingLookup } from '../../validation/tokens';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';
import { getLogDestination } from './server-access-logs';
import { getEncryptionSettings } from './underlying-bucket-encryption';

/** Replace a Region if no property names another one. */
const DEFAULT_REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'];
const UNKNOWN_ACCOUNT = '000000000000';

type Accounts = MultiRegionBucketsProps['accounts'];

/** The constructs with a Region of a lookup that is not known yet. */
const PENDING = new WeakSet<IConstruct>();

/**
 * Regions, of which context lookups may be the source.
 *
 * In the first synthesis, the value of a lookup is not known, and the CDK CLI discards the templates. Other Regions
 * replace it, so that this synthesis creates all constructs to which the application refers; see ADR 0064.
 */
export class LookedUpRegions {
  /** The Regions without lookups. */
  public readonly regions: string[];
  private readonly substitutes: readonly string[];

  /**
   * @param scope the construct with the Regions
   * @param given the Regions
   * @param named the Regions that other properties name
   */
  constructor(scope: IConstruct, given: readonly string[], named: readonly string[]) {
    const known = given.filter((region) => !containsPendingLookup(region));
    const others = named.filter((region) => !containsPendingLookup(region) && !known.includes(region));
    const defaults = DEFAULT_REGIONS.filter((region) => ![...known, ...others].includes(region));
    // A single Region would have no replication.
    const missing = Math.max(1 - others.length, 2 - known.length - others.length, 0);
    this.substitutes = [...others, ...defaults.slice(0, missing)];
    this.regions = this.replaceIn(given);
    if (known.length < given.length) PENDING.add(scope);
  }

  /** Replaces the lookups in a list of Regions. */
  public replaceIn(regions: readonly string[]): string[] {
    const replaced = regions.flatMap((region) => (containsPendingLookup(region) ? this.substitutes : [region]));
    // Without lookups, a Region that is there twice is an error, which the checks report.
    return regions.some(containsPendingLookup) ? [...new Set(replaced)] : replaced;
  }

  /** Replaces the lookups in the accounts of Regions. */
  public replaceInAccounts(accounts: Accounts): Accounts {
    return accounts && Object.fromEntries(Object.entries(accounts).flatMap(([region, account]) =>
      this.replaceIn([region]).map((key) => [key, containsPendingLookup(account) ? UNKNOWN_ACCOUNT : account])));
  }
}

/** Returns whether a construct, or one above it, has a Region of a lookup that is not known yet. */
export function hasPendingRegions(scope: IConstruct): boolean {
  return scope.node.scopes.some((construct) => PENDING.has(construct));
}

/** Lists the Regions that the options of buckets name. */
export function listRegionsInOptions(
  { accounts = {}, encryption, serverAccessLogs }: Omit<MultiRegionBucketsProps, 'bucketNamePrefix' | 'regions'>,
): string[] {
  const settings = encryption && getEncryptionSettings(encryption);
  const destination = serverAccessLogs && getLogDestination(serverAccessLogs);
  return [
    ...Object.keys(accounts),
    ...(settings?.kind === 'kms' ? Object.keys(settings.givenKeyArns ?? {}) : []),
    ...(destination?.kind === 'existing' ? Object.keys(destination.buckets) : []),
  ];
}
