import { createHash } from 'node:crypto';
import { invalidRequestError, malformedXmlError, requireParameter } from '../engine/service-error';
import { type DeepPartial } from '../model/operations';
import { type ReplicationConfiguration, type ReplicationExclusion, type ReplicationRule } from '../model/replication';

const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;
const MAX_PREFIX_LENGTH = 1024;
const MINUTES = 15;
const MAX_TAG_KEY_LENGTH = 128;
const MAX_TAG_VALUE_LENGTH = 256;
const ROLE = /^arn:aws:iam::\d{12}:role\/.+$/;
const BUCKET = /^arn:aws:s3:::[a-z0-9.-]{3,63}$/;

type GivenRule = DeepPartial<ReplicationRule>;

/** Validates a configuration as S3 does, without looking at the buckets, and generates missing rule ids. */
export function parseReplicationConfiguration(
  source: string,
  given: DeepPartial<ReplicationConfiguration>,
): ReplicationConfiguration {
  if (!ROLE.test(requireParameter(given.Role, 'Role'))) {
    throw invalidRequestError('Invalid Role specified in replication configuration');
  }
  const rules = requireParameter(given.Rules, 'Rule');
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXmlError(`there are ${rules.length} rules`);
  rules.forEach((rule) => checkRule(source, rule));
  const named = rules.map((rule, index) => ({
    ...rule,
    ID: rule.ID || generateId(source, index),
  })) as ReplicationRule[];
  checkRulesTogether(named);
  return structuredClone({ Role: given.Role!, Rules: named });
}

function generateId(source: string, index: number): string {
  return createHash('sha256').update(`${source} ${index}`).digest('base64url').slice(0, 32);
}

function checkRule(source: string, rule: GivenRule): void {
  requireParameter(rule.Status, 'Status');
  if ((rule.ID ?? '').length > MAX_ID_LENGTH) throw invalidRequestError('The maximum length of a rule ID is 255');
  const destination = requireParameter(rule.Destination, 'Destination');
  const { Bucket: bucket = '', ReplicationTime: time, Metrics: metrics } = destination;
  const { AccessControlTranslation: translation, Account: account } = destination;
  if (!BUCKET.test(bucket)) throw malformedXmlError(`Bucket is "${bucket}"`);
  if (bucket === `arn:aws:s3:::${source}`) {
    throw invalidRequestError('Destination bucket must not be the source bucket');
  }
  if (time && metrics?.Status !== 'Enabled') throw invalidRequestError('ReplicationTime needs Metrics');
  for (const minutes of [time?.Time?.Minutes, metrics?.EventThreshold?.Minutes]) {
    if (minutes !== undefined && minutes !== MINUTES) throw invalidRequestError('Minutes must be 15');
  }
  if (translation && account === undefined) throw invalidRequestError('AccessControlTranslation needs Account');
  checkReplicaKey(rule);
  checkPrefixes(rule);
  if (rule.Filter === undefined) checkRuleWithoutFilter(rule);
  else checkRuleWithFilter(rule);
}

function checkReplicaKey({ Destination: destination, SourceSelectionCriteria: selection }: GivenRule): void {
  const key = destination?.EncryptionConfiguration?.ReplicaKmsKeyID;
  if (key !== undefined && selection?.SseKmsEncryptedObjects === undefined) {
    throw invalidRequestError('SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present');
  }
}

function checkPrefixes({ Prefix: prefix, Filter: filter }: GivenRule): void {
  const prefixes = [prefix, filter?.Prefix, filter?.And?.Prefix].filter((entry) => entry !== undefined);
  if (prefixes.some(({ length }) => length > MAX_PREFIX_LENGTH)) {
    throw invalidRequestError(`The maximum size of a prefix is ${MAX_PREFIX_LENGTH}`);
  }
}

/** Checks a rule of the first version of the schema, which has a prefix and no further selection. */
function checkRuleWithoutFilter({
  Priority: priority, DeleteMarkerReplication: markers, SourceSelectionCriteria: selection, Destination: destination,
}: GivenRule): void {
  if (priority !== undefined) throw invalidRequestError(forbiddenInVersion('Priority'));
  if (markers !== undefined) throw invalidRequestError(forbiddenInVersion('DeleteMarkerReplication'));
  if (selection?.ReplicaModifications !== undefined) {
    throw invalidRequestError(forbiddenInVersion('ReplicaModifications'));
  }
  if (destination?.ReplicationTime !== undefined) throw invalidRequestError(forbiddenInVersion('ReplicationTime'));
}

/** Checks a rule with a filter, which requires all fields of the second version of the schema. */
function checkRuleWithFilter({
  Filter: filter,
  Priority: priority,
  DeleteMarkerReplication: markers,
  Prefix: prefix,
}: GivenRule): void {
  if (prefix !== undefined) throw malformedXmlError('Prefix and Filter exclude each other');
  if (priority === undefined) throw invalidRequestError(missingInVersion('Priority'));
  if (markers?.Status === undefined) throw invalidRequestError(missingInVersion('DeleteMarkerReplication'));
  const { Prefix: filterPrefix, Tag: tag, And: and, Not: not } = filter!;
  const parts = [filterPrefix, tag, and, not].filter((entry) => entry !== undefined);
  if (parts.length > 1) throw malformedXmlError('Filter has more than one of Prefix, Tag, And and Not');
  const exclusions = [not, and?.Not].filter((entry) => entry !== undefined);
  exclusions.forEach(checkExclusion);
  [tag, ...and?.Tags ?? [], ...exclusions.flatMap(({ Tag: excluded, Or: or }) => [excluded, ...or?.Tags ?? []])]
    .forEach(checkTag);
  const hasTags = tag !== undefined || (and?.Tags ?? []).length > 0 || exclusions.some(hasTagExclusion);
  if (hasTags && markers.Status === 'Enabled') {
    throw invalidRequestError('Delete marker replication is not supported if any Tag filter is specified');
  }
}

function checkTag(tag: { readonly Key?: string; readonly Value?: string } | undefined): void {
  if (tag === undefined) return;
  const { Key: key = '', Value: value = '' } = tag;
  if (key.length < 1 || key.length > MAX_TAG_KEY_LENGTH) {
    throw invalidRequestError('The TagKey you have provided is invalid');
  }
  if (value.length > MAX_TAG_VALUE_LENGTH) throw invalidRequestError('The TagValue you have provided is invalid');
}

type GivenExclusion = DeepPartial<ReplicationExclusion>;

function checkExclusion({ Prefix: prefix, Tag: tag, Or: or }: GivenExclusion): void {
  const parts = [prefix, tag, or].filter((entry) => entry !== undefined);
  if (parts.length !== 1) throw malformedXmlError('Not must have exactly one of Prefix, Tag and Or');
}

function hasTagExclusion({ Tag: tag, Or: or }: GivenExclusion): boolean {
  return tag !== undefined || (or?.Tags ?? []).length > 0;
}

function forbiddenInVersion(field: string): string {
  return `${field} cannot be used for this version of Cross Region Replication configuration schema`;
}

function missingInVersion(field: string): string {
  return `${field} must be specified for this version of Cross Region Replication configuration schema`;
}

function checkRulesTogether(rules: readonly ReplicationRule[]): void {
  if (new Set(rules.map((rule) => rule.ID)).size < rules.length) {
    throw invalidRequestError('Rule Id must be unique. Found same Id for more than one rule');
  }
  const priorities = rules.filter((rule) => rule.Priority !== undefined).map((rule) => rule.Priority);
  if (new Set(priorities).size < priorities.length) {
    throw invalidRequestError('Found duplicate priority in the replication rules');
  }
  const versions = new Set(rules.map((rule) => rule.Filter !== undefined));
  if (versions.size > 1) {
    throw invalidRequestError('A configuration cannot contain rules of both versions of the schema');
  }
  const destinations = new Set(rules.map(({ Destination: { Bucket: bucket } }) => bucket));
  if (versions.has(false) && destinations.size > 1) {
    throw invalidRequestError('Number of distinct destination bucket ARNs cannot exceed 1');
  }
}
