import { REGIONS } from '../../src/facts/regions';
import { type LintFinding } from '../../src/linter/engine/engine';
import { getPath, asList, asText } from '../../src/linter/evaluation/read';
import { isKnown } from '../../src/linter/evaluation/symbols';
import { type TemplateAccessPoint, findAccessPoints, type TemplateMember, findOwner } from '../../src/linter/model/access-points';
import { type TemplateBucket } from '../../src/linter/model/buckets';
import { type LocatedRule, findLocatedRules, type TemplateReplicationRule } from '../../src/linter/model/replication';
import { findRoutesDeclarations } from '../../src/linter/model/routes';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { connected } from './connected';
import { encryptionOf } from './encryption';
import { REGION_POSITIONS } from './region-places';
import { readStacks } from './stacks';
import { type AccessPointView, type EdgeView, type FindingView, type GroupView, type MemberRoute, type MemberView, type Routing, type Topology } from './topology';

const NAMES = new Map(REGIONS.map(({ region, name }) => [region, name]));

/** A bucket with the memberships that name it. */
interface Node {
  readonly key: string;
  readonly name: string;
  readonly made?: TemplateBucket;
  readonly memberships: { readonly accessPoint: TemplateAccessPoint; readonly member: TemplateMember }[];
}

/** Reads an application as its topology: what is behind which access point, and what replicates where. */
export function readTopology(application: TemplateModel, findings: readonly LintFinding[]): Topology {
  const enabled = findLocatedRules(application).filter(({ rule }) => rule.enabled && rule.destinationName !== undefined);
  const nodes = nodesOf(application, enabled);
  const rules = enabled.filter(({ replication }) => nodes.has(replication.sourceName));
  const links = [
    ...findAccessPoints(application).map(({ members }) => members.map(({ bucket }) => bucket)),
    ...rules.map(({ replication, rule }) => [replication.sourceName, rule.destinationName!]),
  ];
  const groups = connected([...nodes.keys()], links)
    .map((names) => groupOf(application, names.flatMap((name) => nodes.get(name) ?? []), rules));
  return { groups, stacks: readStacks(application), findings: findings.map((finding) => placed(application, nodes, finding)) };
}

/** Every bucket behind an access point, and every bucket that one of those replicates with. */
function nodesOf(application: TemplateModel, rules: readonly LocatedRule[]): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  const add = (name: string, made: TemplateBucket | undefined): Node => {
    const node = nodes.get(name) ?? { key: keyOf(application, name, made), name, made, memberships: [] };
    nodes.set(name, node);
    return node;
  };
  for (const accessPoint of findAccessPoints(application)) {
    for (const member of accessPoint.members) add(member.bucket, member.declared).memberships.push({ accessPoint, member });
  }
  const members = new Set(nodes.keys());
  for (const { replication, rule } of rules) {
    if (![replication.sourceName, rule.destinationName!].some((name) => members.has(name))) continue;
    add(replication.sourceName, replication.source);
    add(rule.destinationName!, rule.destination);
  }
  return nodes;
}

function keyOf(application: TemplateModel, name: string, made: TemplateBucket | undefined): string {
  return isKnown(name) ? name : `${made?.resource.stack.stackName ?? ''} ${application.symbols.show(name)}`;
}

function groupOf(application: TemplateModel, nodes: readonly Node[], rules: readonly LocatedRule[]): GroupView {
  const members = nodes.map((node) => memberOf(application, node)).sort((a, b) =>
    longitude(a) - longitude(b) || (a.region ?? '').localeCompare(b.region ?? '') || a.key.localeCompare(b.key));
  const keys = new Map(nodes.map(({ name, key }) => [name, key]));
  const own = rules.filter(({ replication }) => keys.has(replication.sourceName));
  const used = new Set(nodes.flatMap(({ memberships }) => memberships.map(({ accessPoint }) => accessPoint)));
  return {
    accessPoints: [...used].map((accessPoint) => accessPointOf(application, accessPoint)),
    members,
    edges: edgesOf(application, own, (name) => keys.get(name)!),
  };
}

/** Members are numbered from west to east, those without a place last. */
function longitude({ region }: MemberView): number {
  return REGION_POSITIONS[region ?? '']?.[0] ?? 360;
}

function accessPointOf(application: TemplateModel, accessPoint: TemplateAccessPoint): AccessPointView {
  const { resource, name } = accessPoint;
  return { key: resource.path, label: name === undefined ? resource.path : application.symbols.show(name), stack: resource.stack.stackName };
}

function memberOf(application: TemplateModel, { key, name, made, memberships }: Node): MemberView {
  const [first] = memberships;
  const region = first?.member.region ?? made?.region;
  const owner = first === undefined ? made?.account : findOwner(first.accessPoint, first.member);
  return {
    key,
    bucket: application.symbols.show(name),
    region,
    regionName: NAMES.get(region ?? ''),
    account: owner === undefined || !isKnown(owner) ? 'the account it is deployed to' : owner,
    encryption: made === undefined ? 'not known, the bucket is not made here' : encryptionOf(application, made),
    stack: made?.resource.stack.stackName,
    routes: memberships.map(({ accessPoint, member }): MemberRoute => ({
      accessPoint: accessPointOf(application, accessPoint).key, declared: declaredRouting(application, accessPoint, member, region),
    })),
  };
}

/** What the last declaration says; without one S3 makes every member active. */
function declaredRouting(application: TemplateModel, accessPoint: TemplateAccessPoint, { bucket }: TemplateMember, region: string | undefined): Routing {
  const declarations = findRoutesDeclarations(application).filter((declaration) => declaration.accessPoint === accessPoint);
  if (declarations.length === 0) return 'active';
  const dials = declarations.map(({ routes, others, complete }) => {
    const route = routes.find((entry) => entry.bucket === bucket || (entry.region !== undefined && entry.region === region));
    return route === undefined ? (complete ? others : undefined) : route.dial;
  });
  const [dial] = dials;
  if (dial === undefined || dials.some((other) => other !== dial)) return 'unknown';
  return dial === 0 ? 'passive' : 'active';
}

function edgesOf(application: TemplateModel, rules: readonly LocatedRule[], keyOfName: (name: string) => string): EdgeView[] {
  const edges = new Map<string, EdgeView>();
  for (const { replication, rule } of rules) {
    const [from, to] = [keyOfName(replication.sourceName), keyOfName(rule.destinationName!)];
    const known = edges.get(`${from} ${to}`);
    const options = optionsOf(application, rule);
    edges.set(`${from} ${to}`, {
      from,
      to,
      options: [...new Set([...known?.options ?? [], ...options])],
      timeControl: known?.timeControl === true || options.includes(TIME_CONTROL),
    });
  }
  return [...edges.values()];
}

const TIME_CONTROL = 'replication time control';

function optionsOf(application: TemplateModel, { fields }: TemplateReplicationRule): string[] {
  const enabled = (...path: string[]) => getPath(fields, ...path, 'Status') === 'Enabled';
  const show = (value: unknown) => application.symbols.show(asText(value) ?? '');
  const filter = getPath(fields, 'Filter');
  const prefix = asText(getPath(filter, 'And', 'Prefix') ?? getPath(filter, 'Prefix') ?? getPath(fields, 'Prefix')) ?? '';
  const tags = [...asList(getPath(filter, 'And', 'TagFilters')), ...asList(getPath(filter, 'TagFilter'))];
  const storageClass = asText(getPath(fields, 'Destination', 'StorageClass'));
  return [
    ...(prefix === '' ? [] : [`only ${show(prefix)}*`]),
    ...tags.map((tag) => `only objects tagged ${show(getPath(tag, 'Key'))}=${show(getPath(tag, 'Value'))}`),
    ...(enabled('DeleteMarkerReplication') ? ['delete markers'] : []),
    ...(enabled('SourceSelectionCriteria', 'ReplicaModifications') ? ['replica modifications'] : []),
    ...(enabled('SourceSelectionCriteria', 'SseKmsEncryptedObjects') ? ['objects under KMS keys'] : []),
    ...(enabled('Destination', 'Metrics') ? ['metrics'] : []),
    ...(enabled('Destination', 'ReplicationTime') ? [TIME_CONTROL] : []),
    ...(storageClass === undefined ? [] : [`stored as ${show(storageClass)}`]),
    ...(getPath(fields, 'Destination', 'AccessControlTranslation', 'Owner') === 'Destination' ? ['owned by the destination'] : []),
  ];
}

/** A finding with the member or the access point it is about: the resource that has it, or the bucket whose rules it is in. */
function placed(application: TemplateModel, nodes: ReadonlyMap<string, Node>, finding: LintFinding): FindingView {
  const same = ({ stack, logicalId }: TemplateResource) => stack.templatePath === finding.templatePath && logicalId === finding.logicalId;
  const accessPoint = findAccessPoints(application).find(({ resource }) => same(resource));
  if (accessPoint !== undefined) return { ...finding, about: accessPoint.resource.path };
  const node = [...nodes.values()].find(({ made }) => made !== undefined && same(made.resource))
    ?? nodes.get(findLocatedRules(application).find(({ replication }) => same(replication.resource))?.replication.sourceName ?? '');
  return { ...finding, ...(node !== undefined && { about: node.key }) };
}
