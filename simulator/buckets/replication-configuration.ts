import { createHash } from 'node:crypto';
import { invalidRequest, malformedXml, required } from '../engine/service-error';
import { type Loose } from '../model/operations';
import { type ReplicationConfiguration, type ReplicationRule } from '../model/replication';

const MAX_RULES = 1000;
const MAX_ID_LENGTH = 255;
const MINUTES = 15;
const ROLE = /^arn:aws:iam::\d{12}:role\/.+$/;
const BUCKET = /^arn:aws:s3:::[a-z0-9.-]{3,63}$/;

type GivenRule = Loose<ReplicationRule>;

/** A configuration as S3 would take it; refuses what S3 would refuse whatever the buckets are like. */
export function checkedConfiguration(source: string, given: Loose<ReplicationConfiguration>): ReplicationConfiguration {
  if (!ROLE.test(required(given.Role, 'Role'))) throw invalidRequest('Invalid Role specified in replication configuration');
  const rules = required(given.Rules, 'Rule');
  if (rules.length === 0 || rules.length > MAX_RULES) throw malformedXml(`there are ${rules.length} rules`);
  rules.forEach((rule) => checkRule(source, rule));
  const named = rules.map((rule, index) => ({ ...rule, ID: rule.ID || generatedId(source, index) })) as ReplicationRule[];
  checkTogether(named);
  return structuredClone({ Role: given.Role!, Rules: named });
}

function generatedId(source: string, index: number): string {
  return createHash('sha256').update(`${source} ${index}`).digest('base64url').slice(0, 32);
}

function checkRule(source: string, rule: GivenRule): void {
  required(rule.Status, 'Status');
  if ((rule.ID ?? '').length > MAX_ID_LENGTH) throw invalidRequest('The maximum length of a rule ID is 255');
  const { Bucket: bucket = '', ReplicationTime: time, Metrics: metrics, AccessControlTranslation: translation, Account: account } = required(rule.Destination, 'Destination');
  if (!BUCKET.test(bucket)) throw malformedXml(`Bucket is "${bucket}"`);
  if (bucket === `arn:aws:s3:::${source}`) throw invalidRequest('Destination bucket must not be the source bucket');
  if (time && metrics?.Status !== 'Enabled') throw invalidRequest('ReplicationTime needs Metrics');
  for (const minutes of [time?.Time?.Minutes, metrics?.EventThreshold?.Minutes]) {
    if (minutes !== undefined && minutes !== MINUTES) throw invalidRequest('Minutes must be 15');
  }
  if (translation && account === undefined) throw invalidRequest('AccessControlTranslation needs Account');
  if (rule.Filter !== undefined) checkSecondVersion(rule);
}

/** A rule with a filter must say everything else too. */
function checkSecondVersion({ Filter: filter, Priority: priority, DeleteMarkerReplication: markers, Prefix: prefix }: GivenRule): void {
  if (prefix !== undefined) throw malformedXml('Prefix and Filter exclude each other');
  if (priority === undefined) throw invalidRequest('Priority must be specified for this version of Cross Region Replication configuration schema');
  if (markers?.Status === undefined) throw invalidRequest('DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema');
  const { Prefix: ofFilter, Tag: tag, And: and } = filter!;
  if ([ofFilter, tag, and].filter((entry) => entry !== undefined).length > 1) throw malformedXml('Filter has more than one of Prefix, Tag and And');
  const tags = tag !== undefined || (and?.Tags ?? []).length > 0;
  if (tags && markers.Status === 'Enabled') throw invalidRequest('Delete marker replication is not supported if any Tag filter is specified');
}

function checkTogether(rules: readonly ReplicationRule[]): void {
  if (new Set(rules.map((rule) => rule.ID)).size < rules.length) throw invalidRequest('Rule Id must be unique. Found same Id for more than one rule');
  const priorities = rules.filter((rule) => rule.Priority !== undefined).map((rule) => rule.Priority);
  if (new Set(priorities).size < priorities.length) throw invalidRequest('Found duplicate priority in the replication rules');
  const versions = new Set(rules.map((rule) => rule.Filter !== undefined));
  if (versions.size > 1) throw invalidRequest('Rules of both versions of the schema cannot stand in one configuration');
}
