import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../../src/facts/control-plane';
import { makeDomainName, IDENTIFIER_FORMS } from '../../../src/facts/identifiers';
import { SERVICE_LIMITS } from '../../../src/facts/limits';
import { ACCESS_POINT_STATUSES } from '../../../src/facts/operation-status';
import { findRegion } from '../../../src/facts/regions';
import { compareNames, type Difference } from '../difference';
import { type BotocoreInput, type Inputs } from '../inputs/inputs';
import { plainText } from '../inputs/prose';
import { type ServiceModel } from '../inputs/service-model';

const input = 'botocore';
const LIMITS_FILE = 'src/facts/limits.ts';
const IDENTIFIERS_FILE = 'src/facts/identifiers.ts';
const CONTROL_PLANE_FILE = 'src/facts/control-plane.ts';

/**
 * Compares patterns, limits, statuses and Regions with the constraints and the texts of the models, which only botocore
 * has.
 */
export function checkConstraints({ botocore }: Inputs): Difference[] {
  if (botocore === undefined) return [];
  return [
    ...checkPatterns(botocore.s3control),
    ...checkLimits(botocore),
    ...checkStatuses(botocore.s3control),
    ...checkControlRegions(botocore.s3control),
    ...checkEndpoints(botocore),
  ];
}

function changed(fact: string, theirs: unknown, ours: unknown, file: string): Difference[] {
  return theirs === ours
    ? []
    : [{ kind: 'changed', input, fact, detail: `${String(theirs)}; this project has ${String(ours)}`, file }];
}

/** Without the lookahead that adds the length to our pattern, and with one spelling of a literal dot. */
function normalized(pattern: string | undefined): string | undefined {
  return pattern?.replace(/\(\?=[^)]*\)/, '').replace(/\[\.\]/g, '\\.');
}

function checkPatterns({ shapes }: ServiceModel): Difference[] {
  const rows = [['NAME', 'MultiRegionAccessPointName'], ['ALIAS', 'MultiRegionAccessPointAlias']] as const;
  return rows.flatMap(([key, shape]) =>
    changed(
      `IDENTIFIER_FORMS.${key}`,
      normalized(shapes[shape]?.pattern),
      normalized(IDENTIFIER_FORMS[key].pattern.source),
      IDENTIFIERS_FILE,
    ));
}

/**
 * A limit in a text: the shape or operation, its member, and the sentence with the figure in the place of the group.
 */
interface TextLimit {
  readonly key: keyof typeof SERVICE_LIMITS;
  readonly service: 's3control' | 's3';
  readonly of: string;
  readonly member?: string;
  readonly sentence: RegExp;
  readonly factor?: number;
}

const TEXT_LIMITS: readonly TextLimit[] = [
  {
    key: 'ACCESS_POINTS_PER_ACCOUNT',
    service: 's3control',
    of: 'ListMultiRegionAccessPoints',
    sentence: /up to ([\d,]+) Multi-Region Access Points, the maximum number/,
  },
  {
    key: 'ROUTE_PROPAGATION',
    service: 's3control',
    of: 'SubmitMultiRegionAccessPointRoutes',
    sentence: /up to ([\d,]+) minutes for your changes/,
    factor: 60,
  },
  { key: 'REPLICATION_RULES', service: 's3', of: 'ReplicationConfiguration', sentence: /add up to ([\d,]+) rules/ },
  {
    key: 'REPLICATION_RULE_ID_LENGTH',
    service: 's3',
    of: 'ReplicationRule',
    member: 'ID',
    sentence: /maximum value is ([\d,]+) characters/,
  },
  {
    key: 'REPLICATION_PREFIX_LENGTH',
    service: 's3',
    of: 'ReplicationRule',
    member: 'Prefix',
    sentence: /maximum prefix length is ([\d,]+) characters/,
  },
];

function checkLimits(botocore: BotocoreInput): Difference[] {
  const { shapes } = botocore.s3control;
  const constraints = [
    ['NAME_MAX_LENGTH', shapes.MultiRegionAccessPointName?.max],
    ['ALIAS_MAX_LENGTH', shapes.MultiRegionAccessPointAlias?.max],
    ['CLIENT_TOKEN_MAX_LENGTH', shapes.MultiRegionAccessPointClientToken?.max],
  ] as const;
  return [
    ...constraints.flatMap(([key, theirs]) =>
      changed(`SERVICE_LIMITS.${key}`, theirs, SERVICE_LIMITS[key].value, LIMITS_FILE)),
    ...TEXT_LIMITS.flatMap(({ key, service, of, member, sentence, factor = 1 }) => {
      const figure = sentence.exec(textOf(botocore[service], of, member))?.[1];
      const theirs = figure === undefined ? 'no sentence with this limit' : Number(figure.replaceAll(',', '')) * factor;
      return changed(`SERVICE_LIMITS.${key}`, theirs, SERVICE_LIMITS[key].value, LIMITS_FILE);
    }),
  ];
}

function textOf({ operations, shapes }: ServiceModel, of: string, member?: string): string {
  const documented = member === undefined ? operations[of] ?? shapes[of] : shapes[of]?.members?.[member];
  return plainText(documented?.documentation);
}

function checkStatuses({ shapes }: ServiceModel): Difference[] {
  return compareNames({
    theirs: shapes.MultiRegionAccessPointStatus?.values ?? [],
    ours: ACCESS_POINT_STATUSES.map(({ status }) => status),
    input,
    file: 'src/facts/operation-status.ts',
  }, {
    fact: (name) => `status ${name}`,
    detail: { new: 'a status of access points', gone: 'ACCESS_POINT_STATUSES has it' },
  });
}

const CONTROL_OPERATIONS = [
  'CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint', 'GetMultiRegionAccessPoint',
  'ListMultiRegionAccessPoints', 'GetMultiRegionAccessPointPolicy', 'PutMultiRegionAccessPointPolicy',
];

function checkControlRegions(model: ServiceModel): Difference[] {
  const ours = findRegion(CONTROL_PLANE_REGION.region)?.name;
  const routes = FAILOVER_CONTROL_REGIONS.map(({ region }) => region).sort().join();
  return [
    ...CONTROL_OPERATIONS.flatMap((operation) => {
      const theirs = /always be routed to the (.+?) Region/.exec(textOf(model, operation))?.[1];
      return changed(`Region of ${operation}`, theirs, ours, CONTROL_PLANE_FILE);
    }),
    ...['GetMultiRegionAccessPointRoutes', 'SubmitMultiRegionAccessPointRoutes'].flatMap((operation) => {
      const theirs = [...new Set(textOf(model, operation).match(/\b[a-z]{2}-[a-z]+-\d\b/g) ?? [])].sort().join();
      return changed(`Regions of ${operation}`, theirs, routes, CONTROL_PLANE_FILE);
    }),
  ];
}

/** The rules for endpoints name the alias `accessPointName`, and the DNS suffix of the partition. */
function checkEndpoints({ endpoints }: BotocoreInput): Difference[] {
  const addresses = endpoints.filter(({ outcome }) => outcome.startsWith('{'))
    .map(({ outcome }) => JSON.parse(outcome) as {
      url: string;
      properties: { authSchemes: readonly { name: string; signingRegionSet?: readonly string[] }[] };
    });
  const theirs = addresses.map(({ url }) => url.replace('{accessPointName}', 'alias.mrap')
    .replace('{mrapPartition#dnsSuffix}', 'amazonaws.com')).join();
  const schemes = addresses.flatMap(({ properties }) =>
    properties.authSchemes.map(({ name, signingRegionSet = [] }) => `${name} ${signingRegionSet.join()}`))
    .join();
  return [
    ...changed('address of an access point', theirs, `https://${makeDomainName('alias.mrap')}`, IDENTIFIERS_FILE),
    ...changed('signature of requests to an access point', schemes, 'sigv4a *', 'docs/clients.md'),
  ];
}
