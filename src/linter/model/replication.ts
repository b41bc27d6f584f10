import { groupBy } from '../../diagnostics/group-by';
import { REPLICATION_TYPE } from '../../wire/resource-types';
import { getPath, type Fields, asFields, asFlag, isUnknown, literalText, asList, asText } from '../evaluation/read';
import { type Bucket, bucketNamed, parseBucketName, buckets } from './buckets';
import { sdkCalls } from './sdk-calls';
import { type Application, type TemplateResource, view } from './template-model';

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
  readonly resource: TemplateResource;
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
    replicationOf(application, bucket.resource, bucket.name, asFields(bucket.properties.ReplicationConfiguration), 'Properties/ReplicationConfiguration', true)),
  ...application.ofType(REPLICATION_TYPE).map((resource) => {
    const { Bucket: bucket, Role: role, Rules: rules } = resource.properties;
    return replicationOf(application, resource, asText(bucket) ?? '', { Role: role, Rules: asList(rules).map(asRule) }, 'Properties', false);
  }),
  ...sdkCalls(application).filter((call) => call.action === 'putBucketReplication' && call.phase !== 'Delete').map((call) =>
    replicationOf(application, call.resource, asText(call.parameters.Bucket) ?? '', asFields(call.parameters.ReplicationConfiguration), `Properties/${call.phase}`, false)),
]);

/** A rule of this library's wire format, as S3 has it. */
function asRule(value: unknown): unknown {
  const rule = asFields(value);
  if (rule === undefined) return value;
  const status = (flag: unknown) => ({ Status: asFlag(flag) === true ? 'Enabled' : 'Disabled' });
  const tags = asList(rule.Tags);
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
      Bucket: `arn:aws:s3:::${asText(rule.DestinationBucket) ?? ''}`,
      ...(rule.DestinationAccount !== undefined && { Account: rule.DestinationAccount }),
      ...(rule.StorageClass !== undefined && { StorageClass: rule.StorageClass }),
      Metrics: status(rule.Metrics),
      ReplicationTime: status(rule.TimeControl),
      ...(rule.ReplicaKmsKeyId !== undefined && { EncryptionConfiguration: { ReplicaKmsKeyID: rule.ReplicaKmsKeyId } }),
      ...(asFlag(rule.OwnerOverride) === true && { AccessControlTranslation: { Owner: 'Destination' } }),
    },
  };
}

function replicationOf(
  application: Application, resource: TemplateResource, sourceName: string, fields: Fields | undefined, location: string, native: boolean,
): Replication {
  const entries = asList(fields?.Rules);
  const rules = entries.flatMap((entry, index): ReplicationRule[] => {
    const rule = asFields(entry);
    if (rule === undefined) return [];
    const destinationArn = asText(getPath(rule, 'Destination', 'Bucket'));
    const destinationName = destinationArn && parseBucketName(destinationArn);
    return [{
      fields: rule,
      location: `${location}/Rules/${index}`,
      destinationArn,
      destinationName,
      destination: bucketNamed(application, destinationName),
      enabled: literalText(rule.Status) !== 'Disabled',
    }];
  });
  return {
    resource,
    native,
    sourceName,
    source: bucketNamed(application, sourceName),
    role: asText(fields?.Role),
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
