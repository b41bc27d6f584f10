/**
 * The routing status of a Region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 */
export enum RoutingStatus {
  /**
   * S3 routes requests to the Region if it is the closest active Region. The traffic dial is 100.
   */
  ACTIVE = 'ACTIVE',

  /**
   * S3 routes no requests to the Region and continues to replicate. The traffic dial is 0.
   */
  PASSIVE = 'PASSIVE',
}

/** Converts a status to the traffic dial of the S3 API. S3 documents no other values. */
export function toTrafficDial(status: RoutingStatus): number {
  return status === RoutingStatus.ACTIVE ? 100 : 0;
}
