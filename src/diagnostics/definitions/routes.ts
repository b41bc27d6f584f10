import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { apiReference, type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const OPERATIONS = userGuide('MrapOperations');
const ROUTE = apiReference('API_control_MultiRegionAccessPointRoute');
const FAILOVER_ERRORS = userGuide('mrap-failover-errors');
const TERRAFORM_ROUTES: Source = { url: 'https://github.com/hashicorp/terraform-provider-aws/pull/47994', date: '2026-05-21' };

export const MRAP301_TRAFFIC_DIAL_VALUE = diagnostic<{ region: string; dial: number }>({
  id: 'MRAP301',
  severity: FindingSeverity.ERROR,
  title: 'Traffic dial with a value other than 0 or 100',
  why: 'S3 documents two meanings: 0 is passive, 100 is active. What lies between is accepted by the model and undefined by the guide.',
  message: ({ region, dial }) => `traffic dial of ${showValue(region)} is undefined, got ${dial}, expected 0 (passive) or 100 (active)`,
  fix: 'use RoutingStatus.ACTIVE or RoutingStatus.PASSIVE',
  source: OPERATIONS,
});

export const MRAP302_NO_ACTIVE_REGION = diagnostic<{ passive: string[] }>({
  id: 'MRAP302',
  severity: FindingSeverity.ERROR,
  title: 'No active Region',
  why: 'S3 refuses routes that leave no Region active.',
  message: ({ passive }) => `no region is active, got ${showValue(passive)} all passive, expected at least one active`,
  fix: 'make one region active',
  source: apiReference('API_control_SubmitMultiRegionAccessPointRoutes'),
});

export const MRAP303_ROUTE_WITHOUT_MEMBER = diagnostic<{ region: string; problem: string; members: string[] }>({
  id: 'MRAP303',
  severity: FindingSeverity.ERROR,
  title: 'Route without exactly one matching member',
  why: 'S3 refuses a route that names no member, or one member twice.',
  message: ({ region, problem, members }) => `route of region ${showValue(region)} ${problem}, expected one route at most for each of ${showValue(members)}`,
  fix: 'name members of the access point, each once',
  source: ROUTE,
});

export const MRAP304_ROUTES_OF_SINGLE_REGION = diagnostic<{ region: string }>({
  id: 'MRAP304',
  severity: FindingSeverity.ERROR,
  title: 'Routes of a single-Region access point',
  why: 'S3 answers 405 to every change of routes of such an access point.',
  message: ({ region }) => `access point has routes but a single region, got ${showValue(region)}, expected two or more`,
  fix: 'remove failover, or add a bucket in another region',
  source: FAILOVER_ERRORS,
});

export const MRAP305_ROUTES_CALL_REGION = diagnostic<{ region: string }>({
  id: 'MRAP305',
  severity: FindingSeverity.ERROR,
  title: 'Routes call sent to the wrong Region',
  why: 'S3 answers calls that read or change routes in five Regions only.',
  message: ({ region }) =>
    `routes cannot be managed in region ${showValue(region)}, expected one of ${showValue(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region))}`,
  fix: 'send the call to one of those regions',
  source: OPERATIONS,
});

export const MRAP306_MANAGEMENT_CALL_REGION = diagnostic<{ region: string }>({
  id: 'MRAP306',
  severity: FindingSeverity.ERROR,
  title: 'Management call sent to the wrong Region',
  why: 'S3 redirects (301), and no SDK follows.',
  message: ({ region }) => `access points cannot be managed in region ${showValue(region)}, expected ${showValue(CONTROL_PLANE_REGION.region)}`,
  fix: `send the call to ${CONTROL_PLANE_REGION.region}`,
  source: CONTROL_PLANE_REGION.source,
});

export const MRAP307_DUPLICATE_ROUTES_MANAGER = diagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP307',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate routes manager for one access point',
  why: 'Each deployment of the one undoes the other, and overlapping changes fail with 409.',
  message: ({ accessPoint, paths }) => `routes of access point ${showValue(accessPoint)} are managed more than once, got ${showValue(paths)}`,
  fix: 'declare the routes in one place: failover of the access point, or one MultiRegionAccessPointRoutes',
  source: FAILOVER_ERRORS,
});

export const MRAP308_ROUTES_REMOVED = diagnostic<{ accessPoint: string; of?: string[] }>({
  id: 'MRAP308',
  severity: FindingSeverity.WARNING,
  title: 'Routes removed from the template',
  why: 'Routes cannot be deleted: the live ones stay as they are, with nothing that says so.',
  message: ({ accessPoint, of }) =>
    `routes ${of === undefined ? '' : `to ${showValue(of)} `}of access point ${showValue(accessPoint)} were declared before and no longer are; the live ones stay`,
  fix: 'make every region active first, if that is what you want',
  source: TERRAFORM_ROUTES,
});
