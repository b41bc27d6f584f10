import { groupBy } from '../../diagnostics/group-by';
import { PropertyError } from '../../wire/property-readers';
import { readReplicationRuleProperties } from '../../wire/replication';
import { REPLICATION_TYPE } from '../../wire/resource-types';
import { toCloudFormationRule, toS3ReplicationRule } from '../../wire/s3-replication-rule';
import {
  getValueAtPath, type UncheckedFields, asFields, isUnknownValue, literalText, asList, asText,
} from '../evaluation/read';
import { type TemplateBucket, findBucketByName, parseBucketName, findBuckets } from './buckets';
import { findSdkCalls } from './sdk-calls';
import { type TemplateModel, type TemplateResource, memoizePerApplication } from './template-model';

/** A replication rule of a template, spelled as in CloudFormation. */
export interface TemplateReplicationRule {
  readonly fields: UncheckedFields;
  readonly location: string;
  /** The ARN of the destination. */
  readonly destinationArn: string | undefined;
  readonly destinationName: string | undefined;
  readonly destination: TemplateBucket | undefined;
  readonly enabled: boolean;
}

/** The replication configuration of one bucket, as one resource writes it. */
export interface TemplateReplication {
  readonly resource: TemplateResource;
  /** Whether the rules are a property of the bucket. Otherwise a custom resource writes them. */
  readonly isBucketProperty: boolean;
  readonly sourceName: string;
  readonly source: TemplateBucket | undefined;
  readonly role: string | undefined;
  readonly rules: readonly TemplateReplicationRule[];
  readonly complete: boolean;
}

export const findReplications = memoizePerApplication((application): TemplateReplication[] => [
  ...findBuckets(application)
    .filter((bucket) => bucket.properties.ReplicationConfiguration !== undefined)
    .map((bucket) =>
      readReplication(
        application,
        bucket.resource,
        bucket.name,
        asFields(bucket.properties.ReplicationConfiguration),
        'Properties/ReplicationConfiguration',
        true,
      ),
    ),
  ...application.resourcesOfType(REPLICATION_TYPE).map((resource) => {
    const { Bucket: bucket, Role: role, Rules: rules } = resource.properties;
    return readReplication(
      application,
      resource,
      asText(bucket) ?? '',
      { Role: role, Rules: asList(rules).map(translateRule) },
      'Properties',
      false,
    );
  }),
  ...findSdkCalls(application)
    .filter((call) => call.action === 'putBucketReplication' && call.phase !== 'Delete')
    .map((call) =>
      readReplication(
        application,
        call.resource,
        asText(call.parameters.Bucket) ?? '',
        asFields(call.parameters.ReplicationConfiguration),
        `Properties/${call.phase}`,
        false,
      ),
    ),
]);

/** The rule that the handler writes for a rule of the wire format; undefined if a deployment decides part of it. */
function translateRule(value: unknown): unknown {
  try {
    return toCloudFormationRule(toS3ReplicationRule(readReplicationRuleProperties(asFields(value) ?? {})));
  } catch (error) {
    if (error instanceof PropertyError) return undefined;
    throw error;
  }
}

function readReplication(
  application: TemplateModel,
  resource: TemplateResource,
  sourceName: string,
  fields: UncheckedFields | undefined,
  location: string,
  isBucketProperty: boolean,
): TemplateReplication {
  const entries = asList(fields?.Rules);
  const rules = entries.flatMap((entry, index): TemplateReplicationRule[] => {
    const rule = asFields(entry);
    if (rule === undefined) return [];
    const destinationArn = asText(getValueAtPath(rule, 'Destination', 'Bucket'));
    const destinationName = destinationArn && parseBucketName(destinationArn);
    if (destinationName !== undefined) application.symbols.markBucketName(destinationName);
    else application.symbols.markBucketArn(destinationArn ?? '');
    return [
      {
        fields: rule,
        location: `${location}/Rules/${index}`,
        destinationArn,
        destinationName,
        destination: findBucketByName(application, destinationName),
        enabled: literalText(rule.Status) !== 'Disabled',
      },
    ];
  });
  return {
    resource,
    isBucketProperty,
    sourceName,
    source: findBucketByName(application, sourceName),
    role: asText(fields?.Role),
    rules,
    complete:
      fields !== undefined &&
      rules.length === entries.length &&
      rules.every(({ destinationName }) => destinationName !== undefined && !isUnknownValue(destinationName)),
  };
}

/** A rule together with the replication configuration that contains it. */
export interface LocatedRule {
  readonly replication: TemplateReplication;
  readonly rule: TemplateReplicationRule;
}

export const findLocatedRules = memoizePerApplication((application): LocatedRule[] =>
  findReplications(application).flatMap((replication) => replication.rules.map((rule) => ({ replication, rule }))));

const direction = (from: string, to: string) => `${from} ${to}`;
const rulesByDirection = memoizePerApplication((application) => groupBy(
  findLocatedRules(application).filter(({ rule }) => rule.enabled),
  ({ replication, rule }) => direction(replication.sourceName, rule.destinationName ?? ''),
));

/** The enabled rules from one bucket to another. */
export function findRulesBetween(application: TemplateModel, from: string, to: string): readonly LocatedRule[] {
  return rulesByDirection(application).get(direction(from, to)) ?? [];
}

const replicatedNames = memoizePerApplication((application) => new Set([
  ...findReplications(application).map(({ sourceName }) => sourceName),
  ...findLocatedRules(application).flatMap(({ rule }) => rule.destinationName ?? []),
]));

/** Returns whether a bucket is the source or destination of a rule. */
export function isReplicatedBucket(application: TemplateModel, bucket: TemplateBucket): boolean {
  return replicatedNames(application).has(bucket.name);
}

/** The replications with the bucket as source, or as destination of an enabled rule. */
export function findReplicationsOfBucket(application: TemplateModel, bucket: string): TemplateReplication[] {
  return findReplications(application).filter(({ sourceName, rules }) => sourceName === bucket
    || rules.some(({ destinationName, enabled }) => enabled && destinationName === bucket));
}
