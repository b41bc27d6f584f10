import { SERVICE_LIMITS } from '../../facts/limits';
import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ADD_CONFIG = makeS3UserGuideSource('replication-add-config');

export const MRAP440_MIXED_RULE_SCHEMAS = defineDiagnostic<{ got: string }>({
  id: 'MRAP440',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Mixed replication rule schemas',
  why:
    'S3 refuses the configuration. Rules with Prefix and without Filter have the older schema: all have the same '
    + 'destination, and none has a priority, the replication of delete markers, replica modification sync or time '
    + 'control.',
  message: ({ got }) => `replication rules mix two schemas, got ${got}, expected Filter in every rule`,
  fix: 'replace Prefix by Filter in every rule, and add Priority and DeleteMarkerReplication',
  source: ADD_CONFIG,
});

export const MRAP441_REPLICA_KEY_WITHOUT_SELECTION = defineDiagnostic<Record<string, never>>({
  id: 'MRAP441',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Replica key without the selection of encrypted objects',
  why:
    'S3 refuses the configuration. The construct Bucket of aws-cdk-lib renders such a rule for kmsKey without '
    + 'sseKmsEncryptedObjects.',
  message: () =>
    'replication rule has ReplicaKmsKeyID without SourceSelectionCriteria.SseKmsEncryptedObjects, expected '
      + 'Status "Enabled"',
  fix: 'set SseKmsEncryptedObjects to Enabled, or remove EncryptionConfiguration',
  source: makeS3UserGuideSource('replication-config-for-kms-objects'),
});

export const MRAP446_MALFORMED_DESTINATION = defineDiagnostic<{ source: string; got: string }>({
  id: 'MRAP446',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed replication destination',
  why:
    'S3 refuses the configuration. A rule needs the ARN of the destination bucket, without Region, account or key, and '
    + 'not its name.',
  message: ({ source, got }) =>
    `replication rule of bucket ${showValue(source)} has a malformed destination, got ${showValue(got)}, expected `
    + 'arn:aws:s3:::<bucket>',
  fix: 'set Destination.Bucket to the ARN of the bucket, such as Fn::GetAtt [<bucket>, Arn]',
  source: makeS3ApiReferenceSource('API_Destination'),
});

export const MRAP436_WILDCARD_IN_PREFIX = defineDiagnostic<{ rule: string; prefixes: readonly string[] }>({
  id: 'MRAP436',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Wildcard in the prefix of a replication rule',
  why: 'S3 compares prefixes literally, so the rule selects only objects whose keys contain the wildcard.',
  message: ({ rule, prefixes }) =>
    `replication rule ${showValue(rule)} has prefixes with wildcards, got ${showValue(prefixes)}, expected the `
    + 'beginning of the keys',
  fix: 'remove the wildcard, because a prefix matches all keys that begin with it',
  source: makeS3ApiReferenceSource('API_ReplicationRuleFilter'),
});

export const MRAP430_OVERLAPPING_REPLICATION_RULES = defineDiagnostic<{
  source: string;
  destination: string;
  rules: readonly string[];
}>({
  id: 'MRAP430',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Overlapping replication rules without priorities',
  why:
    'For an object that several rules replicate to one destination, S3 applies only the rule with the highest '
    + 'priority. Without declared priorities, the library would choose it by chance.',
  message: ({ source, destination, rules }) =>
    `rules ${showValue(rules)} from bucket ${showValue(source)} to ${showValue(destination)} can select the same `
    + 'object, got no priority, expected filters without common objects, or a priority of each rule with an id',
  fix:
    'set priority of the rules, where the highest number wins, or exclude the prefix of one rule with excludedPrefixes '
    + 'of the other',
  source: ADD_CONFIG,
});

export const MRAP431_INVALID_REPLICATION_RULE = defineDiagnostic<{ rule: string; problem: string; expected: string }>({
  id: 'MRAP431',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid replication rule',
  why: 'The ids of rules in S3, their metrics and the names of alarms contain the id of the rule and two Regions.',
  message: ({ rule, problem, expected }) =>
    `replication rule ${showValue(rule)} is invalid, got ${problem}, expected ${expected}`,
  fix: 'correct the rule, or declare several rules with different ids',
  source: ADD_CONFIG,
});

export const MRAP433_REPLICATION_RULES_TOO_LARGE = defineDiagnostic<{
  source: string; rules: number; bytes: number; limit: number;
}>({
  id: 'MRAP433',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replication rules of a bucket too large',
  why:
    'An update passes the previous and the new rules of a bucket to the state machine that waits for the handler, and '
    + 'Step Functions limits this input.',
  message: ({ source, rules, bytes, limit }) =>
    `rules of bucket ${showValue(source)} are too large for the handler, got ${rules} rules with ${bytes} bytes, `
    + `expected at most ${limit} bytes`,
  fix: 'declare fewer rules for the bucket, for example with one rule for a common prefix',
  source: SERVICE_LIMITS.STATE_MACHINE_INPUT.source,
});

export const MRAP432_REPLICATION_RULE_ADDED_TOO_LATE = defineDiagnostic<{
  rule: string; replication: string; readers: readonly string[];
}>({
  id: 'MRAP432',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replication rule added too late',
  why:
    'Alarms and runbooks are created for the rules that exist, so nothing would watch the new rule. The synthesis has '
    + 'written the rules to the template.',
  message: ({ rule, replication, readers }) =>
    `rule ${showValue(rule)} was added to ${showValue(replication)} too late, got a replication that `
    + `${showValue(readers)} uses, expected the rule before`,
  fix: 'call addRule() before, or pass the rule in the property rules',
  source: makeS3UserGuideSource('repl-metrics'),
});

export const MRAP435_PREFIX_OF_NO_KEY = defineDiagnostic<{ source: string; prefix: string; expected: string }>({
  id: 'MRAP435',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Prefix of probably no key',
  why:
    'S3 compares prefixes character by character. Most keys neither begin with a slash nor contain an asterisk, so the '
    + 'rule replicates no object.',
  message: ({ source, prefix, expected }) =>
    `replication rule of bucket ${showValue(source)} selects a prefix with a leading slash or a wildcard, got `
    + `${showValue(prefix)}, expected ${showValue(expected)}`,
  fix: 'remove the character, or acknowledge the finding if the keys contain it',
  source: makeS3ApiReferenceSource('API_ReplicationRuleFilter'),
});
