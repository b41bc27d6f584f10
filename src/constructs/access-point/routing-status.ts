/**
 * Whether a Region of an access point takes traffic.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 */
export enum RoutingStatus {
  /**
   * Requests are routed to the Region when it is the closest active one: traffic dial 100.
   */
  ACTIVE = 'ACTIVE',

  /**
   * No request is routed to the Region; replication goes on: traffic dial 0.
   */
  PASSIVE = 'PASSIVE',
}

/** The traffic dial that S3 knows the status by; it documents no other values. */
export function trafficDialOf(status: RoutingStatus): number {
  return status === RoutingStatus.ACTIVE ? 100 : 0;
}
