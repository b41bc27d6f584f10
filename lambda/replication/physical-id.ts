import { type ReplicationResourceRequest } from './request';

const EXISTING = '/found';

/**
 * Makes the physical id of the replication rules of one source bucket.
 *
 * | physical id                  | meaning                                                           |
 * |------------------------------|-------------------------------------------------------------------|
 * | `<bucket>/replication`       | the rules of this library are deleted with the resource           |
 * | `<bucket>/replication/found` | the rules existed before, under a role that the user gave: kept   |
 *
 * An update with the same bucket keeps its id. An update with another bucket is a replacement.
 *
 * @param existedBefore whether the rules existed before this resource
 */
export function makeReplicationId({ event, desired }: ReplicationResourceRequest, existedBefore: boolean): string {
  const id = makeBaseId(desired.Bucket);
  if (event.type === 'Update' && event.physicalId.startsWith(id)) return event.physicalId;
  return existedBefore ? `${id}${EXISTING}` : id;
}

/** Whether CloudFormation invented the id because it cancelled the creation. */
export function isIdInventedByCloudFormation({ event: { physicalId }, desired }: ReplicationResourceRequest): boolean {
  return !physicalId.startsWith(makeBaseId(desired.Bucket));
}

/**
 * Whether the rules existed before the resource, or may have existed: an invented id does not contain this information.
 */
export function mayReplicationRulesPredateResource(request: ReplicationResourceRequest): boolean {
  return isIdInventedByCloudFormation(request)
    ? request.desired.RoleOrigin === 'given'
    : request.event.physicalId.endsWith(EXISTING);
}

export function makeBaseId(bucket: string): string {
  return `${bucket}/replication`;
}
