import { groupBy } from '../../src/diagnostics/group-by';
import { findRegion } from '../../src/facts/regions';
import { type LintFinding } from '../../src/linter/engine/engine';
import { getValueAtPath, asText } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import {
  type TemplateAccessPoint, findAccessPoints, type TemplateMember, findOwnerOfMember,
} from '../../src/linter/model/access-points';
import { type TemplateBucket } from '../../src/linter/model/buckets';
import { type LocatedRule, findLocatedRules, type TemplateReplicationRule } from '../../src/linter/model/replication';
import { readReplicationFilter } from '../../src/linter/model/replication-filter';
import { findRoutesDeclarations } from '../../src/linter/model/routes';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { findConnectedComponents } from '../connected-components';
import { orderStacks } from './deployment-waves';
import { describeEncryption } from './describe-encryption';
import { describeProtection } from './describe-protection';
import { findClients } from './find-clients';
import { findOperations } from './find-operations';
import { findRegionPosition } from './region-positions';
import {
  type AccessPointView, type EdgeView, type FindingView, type AccessPointGroupView, type MemberRoute, type MemberView,
  type MemberRouting, type Topology,
} from './topology';

/** A bucket with its memberships in access points. */
interface BucketNode {
  readonly key: string;
  readonly name: string;
  readonly made?: TemplateBucket;
  readonly memberships: { readonly accessPoint: TemplateAccessPoint; readonly member: TemplateMember }[];
}

/** Reads the topology of an application: the members of each access point, and the replication between buckets. */
export function readTopologyFromTemplates(application: TemplateModel, findings: readonly LintFinding[]): Topology {
  const enabled = findLocatedRules(application)
    .filter(({ rule }) => rule.enabled && rule.destinationName !== undefined);
  const nodes = findNodes(application, enabled);
  const rules = enabled.filter(({ replication }) => nodes.has(replication.sourceName));
  const links = [
    ...findAccessPoints(application).map(({ members }) => members.map(({ bucket }) => bucket)),
    ...rules.map(({ replication, rule }) => [replication.sourceName, rule.destinationName!]),
  ];
  const groups = findConnectedComponents([...nodes.keys()], links)
    .map((names) => makeGroup(application, names.flatMap((name) => nodes.get(name) ?? []), rules));
  return {
    groups,
    stacks: orderStacks(application),
    findings: findings.map((finding) => addSubject(application, nodes, finding)),
  };
}

/** Finds the members of all access points, and the buckets that replicate to or from a member. */
function findNodes(application: TemplateModel, rules: readonly LocatedRule[]): ReadonlyMap<string, BucketNode> {
  const nodes = new Map<string, BucketNode>();
  const add = (name: string, made: TemplateBucket | undefined): BucketNode => {
    const node = nodes.get(name) ?? { key: makeKey(application, name, made), name, made, memberships: [] };
    nodes.set(name, node);
    return node;
  };
  for (const accessPoint of findAccessPoints(application)) {
    for (const member of accessPoint.members) {
      add(member.bucket, member.declared).memberships.push({ accessPoint, member });
    }
  }
  const members = new Set(nodes.keys());
  for (const { replication, rule } of rules) {
    if (![replication.sourceName, rule.destinationName!].some((name) => members.has(name))) continue;
    add(replication.sourceName, replication.source);
    add(rule.destinationName!, rule.destination);
  }
  return nodes;
}

function makeKey(application: TemplateModel, name: string, made: TemplateBucket | undefined): string {
  return isKnownText(name) ? name : `${made?.resource.stack.stackName ?? ''} ${application.symbols.show(name)}`;
}

function makeGroup(
  application: TemplateModel, nodes: readonly BucketNode[], rules: readonly LocatedRule[],
): AccessPointGroupView {
  const members = nodes.map((node) => makeMemberView(application, node)).sort((a, b) =>
    longitude(a) - longitude(b) || (a.region ?? '').localeCompare(b.region ?? '') || a.key.localeCompare(b.key));
  const keys = new Map(nodes.map(({ name, key }) => [name, key]));
  const own = rules.filter(({ replication }) => keys.has(replication.sourceName));
  const used = [...new Set(nodes.flatMap(({ memberships }) => memberships.map(({ accessPoint }) => accessPoint)))];
  return {
    accessPoints: used.map((accessPoint) => makeAccessPointView(application, accessPoint)),
    members,
    edges: makeEdges(application, own, keys),
    clients: findClients(application, used),
    operations: findOperations(application, used, keys),
  };
}

/** Members are numbered from west to east. Members without a position come last. */
function longitude({ region }: MemberView): number {
  return findRegionPosition(region)?.[0] ?? 360;
}

function makeAccessPointView(application: TemplateModel, accessPoint: TemplateAccessPoint): AccessPointView {
  const { resource, name } = accessPoint;
  return {
    key: resource.path,
    label: name === undefined ? resource.path : application.symbols.show(name),
    stack: resource.stack.stackName,
  };
}

function makeMemberView(application: TemplateModel, { key, name, made, memberships }: BucketNode): MemberView {
  const [first] = memberships;
  const region = first?.member.region ?? made?.region;
  const owner = first === undefined ? made?.account : findOwnerOfMember(first.accessPoint, first.member);
  return {
    key,
    bucket: application.symbols.show(name),
    region,
    regionName: region === undefined ? undefined : findRegion(region)?.name,
    account: owner === undefined || !isKnownText(owner) ? 'deployment account' : owner,
    encryption: made === undefined ? 'unknown, not in these templates' : describeEncryption(application, made),
    ...(made !== undefined && { protection: describeProtection(made) }),
    stack: made?.resource.stack.stackName,
    routes: memberships.map(({ accessPoint, member }): MemberRoute => ({
      accessPoint: makeAccessPointView(application, accessPoint).key,
      declared: findDeclaredRouting(application, accessPoint, member, region),
    })),
  };
}

/** Finds the declared routing of a member. Without a declaration, S3 creates all members as active. */
function findDeclaredRouting(
  application: TemplateModel, accessPoint: TemplateAccessPoint, { bucket }: TemplateMember, region: string | undefined,
): MemberRouting {
  const declarations = findRoutesDeclarations(application)
    .filter((declaration) => declaration.accessPoint === accessPoint);
  if (declarations.length === 0) return 'active';
  const dials = declarations.map(({ routes, others, complete }) => {
    const route = routes.find((entry) =>
      entry.bucket === bucket || (entry.region !== undefined && entry.region === region));
    if (route !== undefined) return route.dial;
    return complete ? others : undefined;
  });
  const [dial] = dials;
  if (dial === undefined || dials.some((other) => other !== dial)) return 'unknown';
  return dial === 0 ? 'passive' : 'active';
}

function makeEdges(
  application: TemplateModel, rules: readonly LocatedRule[], keysByName: ReadonlyMap<string, string>,
): EdgeView[] {
  const makeEnds = ({ replication, rule }: LocatedRule) =>
    [keysByName.get(replication.sourceName)!, keysByName.get(rule.destinationName!)!] as const;
  return [...groupBy(rules, (located) => makeEnds(located).join(' ')).values()].map((ofEdge) => {
    const [from, to] = makeEnds(ofEdge[0]);
    const described = ofEdge.map(({ rule }) => ({ rule, options: describeOptions(application, rule) }));
    return {
      from,
      to,
      options: described.length === 1
        ? described[0].options
        : described.map(({ rule, options }, index) =>
          `rule ${showRuleName(application, rule) ?? index + 1}: ${showOptions(options)}`),
      timeControl: described.some(({ options }) => options.includes(TIME_CONTROL)),
    };
  });
}

/** Shows the declared id of a rule of this library, and the complete id of another rule. */
function showRuleName(application: TemplateModel, { fields: { Id: id } }: TemplateReplicationRule): string | undefined {
  const name = asText(id);
  if (name === undefined) return undefined;
  const declared = OWN_RULE_ID.exec(name)?.groups;
  return declared === undefined ? application.symbols.show(name) : declared.id ?? '(default)';
}

function showOptions(options: readonly string[]): string {
  return options.length === 0 ? 'all objects' : options.join(', ');
}

/** The ids of this library contain the two buckets. */
const OWN_RULE_ID = /^cdk-s3-mrap\/[^/]+\/[^/]+(?:\/(?<id>[^/]+))?$/;
const TIME_CONTROL = 'replication time control';

function describeOptions(application: TemplateModel, { fields }: TemplateReplicationRule): string[] {
  const enabled = (...path: string[]) => getValueAtPath(fields, ...path, 'Status') === 'Enabled';
  const show = (value: unknown) => application.symbols.show(asText(value) ?? '');
  const { prefixes, tags, excludedPrefixes, excludedTags, unknownElements } = readReplicationFilter(fields);
  const prefix = asText(prefixes[0]) ?? '';
  const showTag = (tag: unknown) => `${show(getValueAtPath(tag, 'Key'))}=${show(getValueAtPath(tag, 'Value'))}`;
  const storageClass = asText(getValueAtPath(fields, 'Destination', 'StorageClass'));
  const ownedByDestination = getValueAtPath(
    fields, 'Destination', 'AccessControlTranslation', 'Owner',
  ) === 'Destination';
  return [
    ...(prefix === '' ? [] : [`only ${show(prefix)}*`]),
    ...tags.map((tag) => `only objects tagged ${showTag(tag)}`),
    ...excludedPrefixes.map((excluded) => `except ${show(excluded)}*`),
    ...excludedTags.map((tag) => `except objects tagged ${showTag(tag)}`),
    ...unknownElements.map((element) => `filter with ${element}, which this version does not know`),
    ...(enabled('Destination', 'EncryptionConfiguration', 'UseSourceMultiRegionKey')
      ? ['replicas with the multi-Region key of the source']
      : []),
    ...(enabled('DeleteMarkerReplication') ? ['delete markers'] : []),
    ...(enabled('SourceSelectionCriteria', 'ReplicaModifications') ? ['replica modifications'] : []),
    ...(enabled('SourceSelectionCriteria', 'SseKmsEncryptedObjects') ? ['KMS encrypted objects'] : []),
    ...(enabled('Destination', 'Metrics') ? ['metrics'] : []),
    ...(enabled('Destination', 'ReplicationTime') ? [TIME_CONTROL] : []),
    ...(storageClass === undefined ? [] : [`stored as ${show(storageClass)}`]),
    ...(ownedByDestination ? ['owned by the destination'] : []),
  ];
}

/** Adds the key of the access point or the bucket that has the finding. */
function addSubject(
  application: TemplateModel, nodes: ReadonlyMap<string, BucketNode>, finding: LintFinding,
): FindingView {
  const hasFinding = ({ stack, logicalId }: TemplateResource) =>
    stack.templatePath === finding.templatePath && logicalId === finding.logicalId;
  const accessPoint = findAccessPoints(application).find(({ resource }) => hasFinding(resource));
  if (accessPoint !== undefined) return { ...finding, subject: accessPoint.resource.path };
  const rule = findLocatedRules(application).find(({ replication }) => hasFinding(replication.resource));
  const node = [...nodes.values()].find(({ made }) => made !== undefined && hasFinding(made.resource))
    ?? nodes.get(rule?.replication.sourceName ?? '');
  return { ...finding, ...(node !== undefined && { subject: node.key }) };
}
