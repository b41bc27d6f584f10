import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type Finding } from '../../diagnostics/finding';
import {
  assertParameters, makeClassInstancePropertyKind, makeMapPropertyKind, makeObjectWithMemberPropertyKind,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { checkRegionalEntries } from './regional-entries';

/** The log buckets: new ones, or existing ones by Region. */
export type LogDestination =
  | { readonly kind: 'created' }
  | { readonly kind: 'existing'; readonly buckets: { readonly [region: string]: refs.IBucketRef } };

const DESTINATIONS = new WeakInternals<ServerAccessLogs, LogDestination>('ServerAccessLogs');

/**
 * The destination of the server access logs.
 *
 * S3 writes a request through an access point to the log of the bucket that answered the request.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 *
 * @example
 * ServerAccessLogs.managed();
 */
export class ServerAccessLogs {
  /**
   * Delivers logs to a new bucket in every Region.
   *
   * The buckets are named `<bucketNamePrefix>-logs-<region>`, or accordingly in the account Regional namespace.
   *
   * @returns the delivery of server access logs
   */
  public static managed(): ServerAccessLogs {
    return new ServerAccessLogs({ kind: 'created' });
  }

  /**
   * Delivers logs to existing buckets. Errors: MRAP771.
   *
   * @param buckets for each Region, a bucket of the same account in this Region, with a policy that allows S3 to
   * deliver logs
   * @returns the delivery of server access logs
   */
  public static perRegion(buckets: { [region: string]: refs.IBucketRef }): ServerAccessLogs {
    const kind = makeMapPropertyKind(makeObjectWithMemberPropertyKind('bucketRef', 'a bucket construct'));
    assertParameters('ServerAccessLogs.perRegion', { buckets }, { buckets: kind });
    return new ServerAccessLogs({ kind: 'existing', buckets });
  }

  private constructor(private readonly destination: LogDestination) {
    DESTINATIONS.set(this, this.destination);
  }
}

/** The kind of a property that accepts this class. */
export const SERVER_ACCESS_LOGS_PROPERTY_KIND = makeClassInstancePropertyKind(DESTINATIONS, 'a ServerAccessLogs');

/** Returns the log buckets. */
export function getLogDestination(logs: ServerAccessLogs): LogDestination {
  return DESTINATIONS.get(logs);
}

/** Checks that each Region has a log bucket (MRAP771). */
export function checkLogBuckets(destination: LogDestination, regions: readonly string[]): Finding[] {
  return destination.kind === 'existing' ? checkRegionalEntries('log buckets', destination.buckets, regions) : [];
}
