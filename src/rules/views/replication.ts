import { groupBy } from '../../checks/group-by';
import { REPLICATION_TYPE } from '../../contract/resource-types';
import { type Application, type Resource, view } from '../application';
import { at, type Fields, fieldsOf, flagOf, isUnknown, knownText, listOf, textOf } from '../values/read';
import { type Bucket, bucketNamed, bucketNameOf, buckets } from './buckets';
import { sdkCalls } from './sdk-calls';

/** One replication rule. */
export interface ReplicationRule {
  readonly fields: Fields;
  readonly location: string;
  /** The ARN that the rule sends to. */
  readonly destinationArn: string | undefined;
  readonly destinationName: string | undefined;
  readonly destination: Bucket | undefined;
  readonly enabled: boolean;
}

/** The replication of one bucket, as one resource writes it. */
export interface Replication {
  readonly resource: Resource;
  /** A property of the bucket itself, or put there by a custom resource. */
  readonly native: boolean;
  readonly sourceName: string;
  readonly source: Bucket | undefined;
  readonly role: string | undefined;
  readonly rules: readonly ReplicationRule[];
  readonly complete: boolean;
}

export const replications = view((application): Replication[] => [
  ...buckets(application).filter((bucket) => bucket.properties.ReplicationConfiguration !== undefined).map((bucket) =>
    replicationOf(application, bucket.resource, bucket.name, fieldsOf(bucket.properties.ReplicationConfiguration), 'Properties/ReplicationConfiguration', true)),
  ...application.ofType(REPLICATION_TYPE).map((resource) => {
    const { Bucket: bucket, Role: role, Rules: rules } = resource.properties;
    return replicationOf(application, resource, textOf(bucket) ?? '', { Role: role, Rules: listOf(rules).map(asRule) }, 'Properties', false);
  }),
  ...sdkCalls(application).filter((call) => call.action === 'putBucketReplication' && call.phase !== 'Delete').map((call) =>
    replicationOf(application, call.resource, textOf(call.parameters.Bucket) ?? '', fieldsOf(call.parameters.ReplicationConfiguration), `Properties/${call.phase}`, false)),
]);

/** A rule of this library's wire format, as S3 has it. */
function asRule(value: unknown): unknown {
  const rule = fieldsOf(value);
  if (rule === undefined) return value;
  const status = (flag: unknown) => ({ Status: flagOf(flag) === true ? 'Enabled' : 'Disabled' });
  const tags = listOf(rule.Tags);
  return {
    Id: rule.Id,
    Priority: rule.Priority,
    Status: 'Enabled',
    Filter: tags.length === 0 ? { Prefix: rule.Prefix ?? '' } : { And: { Prefix: rule.Prefix ?? '', TagFilters: tags } },
    DeleteMarkerReplication: status(rule.DeleteMarkers),
    SourceSelectionCriteria: {
      ReplicaModifications: status(rule.ReplicaModifications),
      ...(rule.ReplicaKmsKeyId !== undefined && { SseKmsEncryptedObjects: { Status: 'Enabled' } }),
    },
    Destination: {
      Bucket: `arn:aws:s3:::${textOf(rule.DestinationBucket) ?? ''}`,
      ...(rule.DestinationAccount !== undefined && { Account: rule.DestinationAccount }),
      ...(rule.StorageClass !== undefined && { StorageClass: rule.StorageClass }),
      Metrics: status(rule.Metrics),
      ReplicationTime: status(rule.TimeControl),
      ...(rule.ReplicaKmsKeyId !== undefined && { EncryptionConfiguration: { ReplicaKmsKeyID: rule.ReplicaKmsKeyId } }),
      ...(flagOf(rule.OwnerOverride) === true && { AccessControlTranslation: { Owner: 'Destination' } }),
    },
  };
}

function replicationOf(
  application: Application, resource: Resource, sourceName: string, fields: Fields | undefined, location: string, native: boolean,
): Replication {
  const entries = listOf(fields?.Rules);
  const rules = entries.flatMap((entry, index): ReplicationRule[] => {
    const rule = fieldsOf(entry);
    if (rule === undefined) return [];
    const destinationArn = textOf(at(rule, 'Destination', 'Bucket'));
    const destinationName = destinationArn && bucketNameOf(destinationArn);
    return [{
      fields: rule,
      location: `${location}/Rules/${index}`,
      destinationArn,
      destinationName,
      destination: bucketNamed(application, destinationName),
      enabled: knownText(rule.Status) !== 'Disabled',
    }];
  });
  return {
    resource,
    native,
    sourceName,
    source: bucketNamed(application, sourceName),
    role: textOf(fields?.Role),
    rules,
    complete: fields !== undefined && rules.length === entries.length
      && rules.every(({ destinationName }) => destinationName !== undefined && !isUnknown(destinationName)),
  };
}

/** A rule together with where it stands. */
export interface PlacedRule {
  readonly replication: Replication;
  readonly rule: ReplicationRule;
}

export const placedRules = view((application): PlacedRule[] =>
  replications(application).flatMap((replication) => replication.rules.map((rule) => ({ replication, rule }))));

const direction = (from: string, to: string) => `${from} ${to}`;
const byDirection = view((application) => groupBy(
  placedRules(application).filter(({ rule }) => rule.enabled),
  ({ replication, rule }) => direction(replication.sourceName, rule.destinationName ?? ''),
));

/** Enabled rules from one bucket to another. */
export function rulesBetween(application: Application, from: string, to: string): readonly PlacedRule[] {
  return byDirection(application).get(direction(from, to)) ?? [];
}

const replicatedNames = view((application) => new Set([
  ...replications(application).map(({ sourceName }) => sourceName),
  ...placedRules(application).flatMap(({ rule }) => rule.destinationName ?? []),
]));

/** Whether a bucket is source or destination of replication. */
export function isReplicated(application: Application, bucket: Bucket): boolean {
  return replicatedNames(application).has(bucket.name);
}
