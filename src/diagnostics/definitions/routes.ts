import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { makeS3ApiReferenceSource, type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const OPERATIONS = makeS3UserGuideSource('MrapOperations');
const ROUTE = makeS3ApiReferenceSource('API_control_MultiRegionAccessPointRoute');
const FAILOVER_ERRORS = makeS3UserGuideSource('mrap-failover-errors');
const TERRAFORM_ROUTES: FactSource = {
  url: 'https://github.com/hashicorp/terraform-provider-aws/pull/47994',
  date: '2026-05-21',
};

/** `route` describes a Region, a bucket, or all members without a route. */
export const MRAP301_TRAFFIC_DIAL_VALUE = defineDiagnostic<{ route: string; dial: number }>({
  id: 'MRAP301',
  reportedBy: ['linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Traffic dial with a value other than 0 or 100',
  why:
    'S3 documents 0 (passive) and 100 (active). The API accepts the values between them, but their effect is '
    + 'undocumented.',
  message: ({ route, dial }) =>
    `traffic dial of ${route} has no documented meaning, got ${dial}, expected 0 (passive) or 100 (active)`,
  fix: 'set the traffic dial to 0 or 100',
  source: OPERATIONS,
});

/** `passive` is empty if the table only has a default for all members. */
export const MRAP302_NO_ACTIVE_REGION = defineDiagnostic<{ passive: string[]; others: boolean }>({
  id: 'MRAP302',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'No active Region',
  why: 'S3 refuses routes without an active Region.',
  message: ({ passive, others }) => {
    const listed = passive.length === 0 ? [] : [`passive Regions ${showValue(passive)}`];
    const rest = others ? [passive.length === 0 ? 'only passive members' : 'all other members passive'] : [];
    return `no Region is active, got ${[...listed, ...rest].join(' and ')}, expected at least one active Region`;
  },
  fix: 'make at least one Region active',
  source: makeS3ApiReferenceSource('API_control_SubmitMultiRegionAccessPointRoutes'),
});

/** `route` describes a Region or a bucket; `members` is undefined if they are unknown. */
export const MRAP303_ROUTE_WITHOUT_MEMBER = defineDiagnostic<{ route: string; problem: string; members?: string[] }>({
  id: 'MRAP303',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Route without exactly one matching member',
  why: 'S3 refuses a route that matches no member, and two routes for one member.',
  message: ({ route, problem, members }) => `route of ${route} ${problem}, `
    + `expected at most one route for each ${members === undefined ? 'member' : `of ${showValue(members)}`}`,
  fix: 'declare routes for members of the access point only, at most one for each',
  source: ROUTE,
});

/** `region` is undefined if it is a token. */
export const MRAP304_ROUTES_OF_SINGLE_REGION = defineDiagnostic<{ region: string | undefined }>({
  id: 'MRAP304',
  reportedBy: ['constructs', 'linter', 'Lambda functions', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Routes of a single-Region access point',
  why: 'S3 answers 405 to every change of routes of such an access point.',
  message: ({ region }) =>
    'access point with routes has a single Region, got '
      + `${region === undefined ? 'one bucket' : showValue(region)}, `
    + 'expected two or more',
  fix: 'remove the failover configuration or routes, or add a bucket in another Region',
  source: FAILOVER_ERRORS,
});

export const MRAP305_ROUTES_CALL_REGION = defineDiagnostic<{ region: string }>({
  id: 'MRAP305',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Routes call sent to the wrong Region',
  why: 'S3 answers calls that read or change routes in five Regions only.',
  message: ({ region }) => `routes cannot be read or changed in Region ${showValue(region)}, `
    + `expected one of ${showValue(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region))}`,
  fix: 'choose one of these Regions',
  source: OPERATIONS,
});

export const MRAP306_MANAGEMENT_CALL_REGION = defineDiagnostic<{ region: string }>({
  id: 'MRAP306',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Management call sent to the wrong Region',
  why: 'S3 answers with a redirect (301), which no SDK follows.',
  message: ({ region }) =>
    `access points cannot be managed in Region ${showValue(region)}, expected `
    + `${showValue(CONTROL_PLANE_REGION.region)}`,
  fix: `send the call to ${CONTROL_PLANE_REGION.region}`,
  source: CONTROL_PLANE_REGION.source,
});

export const MRAP307_DUPLICATE_ROUTES_MANAGER = defineDiagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP307',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate routes manager for one access point',
  why: 'Each deployment reverts the routes of the other manager, and overlapping changes fail with 409.',
  message: ({ accessPoint, paths }) =>
    `routes of access point ${showValue(accessPoint)} are managed more than once, got `
      + `${showValue(paths)}, expected `
    + 'one manager',
  fix:
    'declare the routes once, either as failover of the access point or in one MultiRegionAccessPointRoutes '
    + 'construct',
  templateFix: 'declare the routes in one resource, and remove the others',
  source: FAILOVER_ERRORS,
});

export const MRAP308_ROUTES_REMOVED = defineDiagnostic<{ accessPoint: string; of?: string[] }>({
  id: 'MRAP308',
  reportedBy: ['baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Routes removed from the template',
  why: 'S3 cannot delete routes. The live routes stay unchanged, but no template declares them.',
  message: ({ accessPoint, of }) => `routes ${of === undefined ? '' : `to ${showValue(of)} `}`
    + `of access point ${showValue(accessPoint)} are no longer declared, expected the routes of the deployed `
    + 'template',
  fix: 'declare the routes, or make all Regions active before you remove them, and ignore this finding',
  source: TERRAFORM_ROUTES,
});
