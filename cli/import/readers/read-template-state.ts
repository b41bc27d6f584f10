import { type ReplicationRule } from '../../../control/replication';
import { resolveRoutingTable } from '../../../control/routes/routing';
import { asFields, asFlag, containsUnknown, literalText } from '../../../src/linter/evaluation/read';
import { isKnownText } from '../../../src/linter/evaluation/symbols';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import {
  findAccessPoints, findOwnerOfMember, type TemplateAccessPoint, type TemplateMember,
} from '../../../src/linter/model/access-points';
import { findBucketByName, hasObjectLock, readDefaultKey } from '../../../src/linter/model/buckets';
import { findAccessPointPolicies, findPoliciesOfBucket } from '../../../src/linter/model/policies';
import { findReplications, type TemplateReplication } from '../../../src/linter/model/replication';
import { TemplateModel, type TemplateResource } from '../../../src/linter/model/template-model';
import { readRoutes } from '../../plan/read-versions';
import {
  ACCESS_POINT_ARN, type ImportedBucket, type ImportedReplication, type ImportedState, listPolicyStatements,
  type OtherToolResource, POLICY_PART, replaceAccessPointArn, type UnreadPart,
} from '../imported-state';
import { type DeclaredAlarm, selectAlarms } from './alarms';
import { classifyDelegation } from './classify-delegation';
import { failWithUnknownValue, selectAccessPoint } from './select-access-point';

const KNOWN_AT_DEPLOYMENT = 'only a deployment determines it';
const READ_LIVE = 'pass the values of parameters with --parameter, or import the deployed access point: pass its ARN '
  + 'without --from-template';
const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;
/** The elements of CloudFormation with another name in the API of S3. */
const API_NAMES: Readonly<Record<string, string>> = { Id: 'ID', TagFilter: 'Tag', TagFilters: 'Tags' };

/**
 * Reads an access point from templates.
 *
 * @param wanted the name of the access point, if there are several
 */
export function readTemplateState(
  source: string, stacks: readonly StackTemplate[], wanted: string | undefined,
): ImportedState {
  const application = new TemplateModel(stacks);
  const accessPoint = selectAccessPoint(source, findAccessPoints(application), wanted);
  const { name, account } = accessPoint;
  if (name === undefined || !isKnownText(name)) {
    return failWithUnknownValue(source, 'the name of the access point', READ_LIVE);
  }
  if (!isKnownText(account)) {
    return failWithUnknownValue(source, `the account of access point ${name}`, 'pass the account with --account');
  }
  if (!accessPoint.complete || accessPoint.members.length === 0) {
    return failWithUnknownValue(source, `the buckets of access point ${name}`, READ_LIVE);
  }
  const unread: UnreadPart[] = [];
  const members = accessPoint.members.map((member) => readMember(source, accessPoint, member, unread));
  const replications = findReplications(application).flatMap((entry) =>
    readReplication(accessPoint, entry, unread) ?? []);
  const routes = readRoutes(application, accessPoint);
  if (routes !== undefined && routes.table === undefined) unread.push({ what: 'routes', why: KNOWN_AT_DEPLOYMENT });
  const policy = findAccessPointPolicies(application).find((entry) => entry.accessPoint === accessPoint);
  const statements = policy && readStatements(accessPoint, policy.document?.raw, unread);
  const otherBuckets = readOtherBuckets(application, members, replications, account);
  return {
    account,
    name,
    members,
    otherBuckets,
    block: readBlock(accessPoint, unread),
    ...(statements !== undefined && { statements }),
    ...(routes?.table !== undefined && members.length > 1 && {
      dials: resolveRoutingTable(routes.table, members.map(({ region }) => region)),
    }),
    replications,
    alarms: selectAlarms(listAlarms(application), [...members, ...otherBuckets]),
    unread,
    takenStackNames: stacks.map(({ stackName }) => stackName),
    otherTools: [accessPoint.resource, ...(policy === undefined ? [] : [policy.resource])].map(toOtherTool),
  };
}

function toOtherTool({ stack, logicalId }: TemplateResource): OtherToolResource {
  return { tool: 'CloudFormation', address: `${stack.stackName}/${logicalId}` };
}

/** An alarm without a name gets a generated name at deployment. */
function listAlarms(application: TemplateModel): DeclaredAlarm[] {
  return application.resourcesOfType('AWS::CloudWatch::Alarm').map(({ properties, stack, logicalId, region }) => ({
    name: literalText(properties.AlarmName) ?? `${stack.stackName}/${logicalId}`,
    region: region ?? 'an unknown Region',
    fields: properties,
  }));
}

function readBlock(
  { publicAccessBlock, resource: { properties } }: TemplateAccessPoint, unread: UnreadPart[],
): ImportedState['block'] {
  if (containsUnknown(properties.PublicAccessBlockConfiguration) || containsUnknown(properties.PublicAccessBlock)) {
    unread.push({ what: 'public access block', why: KNOWN_AT_DEPLOYMENT });
  }
  const [acls, ignored, policy, buckets] = FLAGS.map((flag) => asFlag(publicAccessBlock[flag]) ?? true);
  return {
    BlockPublicAcls: acls, IgnorePublicAcls: ignored, BlockPublicPolicy: policy, RestrictPublicBuckets: buckets,
  };
}

function readMember(
  source: string, accessPoint: TemplateAccessPoint, member: TemplateMember, unread: UnreadPart[],
): ImportedBucket {
  const { bucket, region } = member;
  if (!isKnownText(bucket)) {
    return failWithUnknownValue(source, `the name of the bucket at ${member.location}`, READ_LIVE);
  }
  if (region === undefined) {
    return failWithUnknownValue(source, `the Region of bucket ${bucket}`,
      'pass the folder of all templates, or --region if one of them declares the bucket');
  }
  const { resource: { application }, account } = accessPoint;
  const owner = findOwnerOfMember(accessPoint, member);
  const policies = findPoliciesOfBucket(application, bucket);
  const document = { Statement: policies.flatMap((policy) => listPolicyStatements(policy.document?.raw)) };
  return {
    ...readBucketSettings(application, bucket, unread),
    bucket,
    region,
    ...(owner !== account && isKnownText(owner) && { account: owner }),
    ...(policies.length > 0 && {
      delegation: classifyDelegation(resolveArn(accessPoint, document), account, ACCESS_POINT_ARN),
    }),
  };
}

function readBucketSettings(
  application: TemplateModel, bucket: string, unread: UnreadPart[],
): Pick<ImportedBucket, 'encryptionKeyArn' | 'hasObjectLock'> {
  const declared = findBucketByName(application, bucket);
  if (declared === undefined) return {};
  const key = readDefaultKey(declared);
  const lock = hasObjectLock(declared);
  const isKey = typeof key === 'string' && !key.endsWith('alias/aws/s3');
  if (isKey && !key.startsWith('arn:')) unread.push({ what: `key of ${bucket}`, why: KNOWN_AT_DEPLOYMENT });
  return {
    ...(isKey && key.startsWith('arn:') && isKnownText(key) && { encryptionKeyArn: key }),
    ...(lock !== undefined && { hasObjectLock: lock }),
  };
}

/** The policy of a native access point contains its ARN as text around the attribute `Alias`. */
function resolveArn({ arn, alias, account }: TemplateAccessPoint, value: unknown): unknown {
  return replaceAccessPointArn(value, [arn, `arn:aws:s3::${account}:accesspoint/${alias}`]);
}

function readStatements(
  accessPoint: TemplateAccessPoint, raw: unknown, unread: UnreadPart[],
): readonly object[] | undefined {
  const document: unknown = typeof raw === 'string' && isKnownText(raw) ? JSON.parse(raw) : raw;
  const resolved = resolveArn(accessPoint, document);
  if (asFields(resolved) !== undefined && !containsUnknown(resolved)) return listPolicyStatements(resolved);
  unread.push({ what: POLICY_PART, why: KNOWN_AT_DEPLOYMENT });
  return undefined;
}

/** Reads the rules of a source bucket. Undefined if the bucket is no member. */
function readReplication(
  { members }: TemplateAccessPoint, { sourceName, role, rules, complete }: TemplateReplication, unread: UnreadPart[],
): ImportedReplication | undefined {
  if (!members.some(({ bucket }) => bucket === sourceName)) return undefined;
  const fields = rules.map((rule) => toApiElements(rule.fields));
  if (!complete || fields.some(containsUnknown)) {
    unread.push({ what: `replication rules of ${sourceName}`, why: KNOWN_AT_DEPLOYMENT });
    return undefined;
  }
  const isKnownRole = role !== undefined && isKnownText(role);
  if (!isKnownRole) unread.push({ what: `replication role of ${sourceName}`, why: KNOWN_AT_DEPLOYMENT });
  return { bucket: sourceName, ...(isKnownRole && { role }), rules: fields as ReplicationRule[] };
}

/** Converts the elements of CloudFormation to the elements of the API. CloudFormation accepts numbers as text. */
function toApiElements(value: unknown, element?: string): unknown {
  if (element === 'Priority' || element === 'Minutes') return Number(value);
  if (Array.isArray(value)) return value.map((entry) => toApiElements(entry));
  const fields = asFields(value);
  return fields === undefined ? value : Object.fromEntries(
    Object.entries(fields).map(([key, child]) => [API_NAMES[key] ?? key, toApiElements(child, key)]));
}

/** Finds the destinations of rules that are no members, and whose Regions the templates contain. */
function readOtherBuckets(
  application: TemplateModel, members: readonly ImportedBucket[], replications: readonly ImportedReplication[],
  account: string,
): readonly ImportedBucket[] {
  const names = new Set(replications.flatMap(({ rules }) => rules)
    .map(({ Destination: destination }) => (destination?.Bucket ?? '').replace('arn:aws:s3:::', '')));
  return [...names].filter((name) => !members.some(({ bucket }) => bucket === name)).flatMap((bucket) => {
    const declared = findBucketByName(application, bucket);
    if (declared?.region === undefined) return [];
    const { account: owner } = declared;
    return [{
      bucket, region: declared.region, ...(owner !== account && isKnownText(owner) && { account: owner }),
    }];
  });
}
