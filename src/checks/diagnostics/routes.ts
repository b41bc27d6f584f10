import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { apiReference, type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const OPERATIONS = userGuide('MrapOperations');
const ROUTE = apiReference('API_control_MultiRegionAccessPointRoute');
const FAILOVER_ERRORS = userGuide('mrap-failover-errors');
const TERRAFORM_ROUTES: Source = { url: 'https://github.com/hashicorp/terraform-provider-aws/pull/47994', date: '2026-05-21' };

export const MRAP301 = diagnostic<{ region: string; dial: number }>({
  id: 'MRAP301',
  row: 'R1',
  severity: FindingSeverity.ERROR,
  title: 'Traffic dial is neither 0 nor 100',
  why: 'S3 documents two meanings: 0 is passive, 100 is active. What lies between is accepted by the model and undefined by the guide.',
  message: ({ region, dial }) => `traffic dial of ${show(region)} is undefined, got ${dial}, expected 0 (passive) or 100 (active)`,
  fix: 'use RoutingStatus.ACTIVE or RoutingStatus.PASSIVE',
  source: OPERATIONS,
});

export const MRAP302 = diagnostic<{ passive: string[] }>({
  id: 'MRAP302',
  row: 'R2',
  severity: FindingSeverity.ERROR,
  title: 'No active Region',
  why: 'S3 refuses routes that leave no Region active.',
  message: ({ passive }) => `no region is active, got ${show(passive)} all passive, expected at least one active`,
  fix: 'make one region active',
  source: apiReference('API_control_SubmitMultiRegionAccessPointRoutes'),
});

export const MRAP303 = diagnostic<{ region: string; problem: string; members: string[] }>({
  id: 'MRAP303',
  row: 'R3',
  severity: FindingSeverity.ERROR,
  title: 'Route does not fit the members',
  why: 'S3 refuses a route that names no member, or one member twice.',
  message: ({ region, problem, members }) => `route of region ${show(region)} ${problem}, expected one route at most for each of ${show(members)}`,
  fix: 'name members of the access point, each once',
  source: ROUTE,
});

export const MRAP304 = diagnostic<{ region: string }>({
  id: 'MRAP304',
  row: 'R4',
  severity: FindingSeverity.ERROR,
  title: 'Routes of an access point with a single Region',
  why: 'S3 answers 405 to every change of routes of such an access point.',
  message: ({ region }) => `access point has routes but a single region, got ${show(region)}, expected two or more`,
  fix: 'remove failover, or add a bucket in another region',
  source: FAILOVER_ERRORS,
});

export const MRAP305 = diagnostic<{ region: string }>({
  id: 'MRAP305',
  row: 'R5',
  severity: FindingSeverity.ERROR,
  title: 'Routes are managed in a Region that does not answer',
  why: 'S3 answers calls that read or change routes in five Regions only.',
  message: ({ region }) =>
    `routes cannot be managed in region ${show(region)}, expected one of ${show(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region))}`,
  fix: 'send the call to one of those regions',
  source: OPERATIONS,
});

export const MRAP306 = diagnostic<{ region: string }>({
  id: 'MRAP306',
  row: 'R6',
  severity: FindingSeverity.ERROR,
  title: 'Access point is managed in a Region that does not answer',
  why: 'S3 redirects (301), and no SDK follows.',
  message: ({ region }) => `access points cannot be managed in region ${show(region)}, expected ${show(CONTROL_PLANE_REGION.region)}`,
  fix: `send the call to ${CONTROL_PLANE_REGION.region}`,
  source: CONTROL_PLANE_REGION.source,
});

export const MRAP307 = diagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP307',
  row: 'R7',
  severity: FindingSeverity.ERROR,
  title: 'Two managers of one access point\'s routes',
  why: 'Each deployment of the one undoes the other, and overlapping changes fail with 409.',
  message: ({ accessPoint, paths }) => `routes of access point ${show(accessPoint)} are managed more than once, got ${show(paths)}`,
  fix: 'declare the routes in one place: failover of the access point, or one MultiRegionAccessPointRoutes',
  source: FAILOVER_ERRORS,
});

export const MRAP308 = diagnostic<{ accessPoint: string; of?: string[] }>({
  id: 'MRAP308',
  row: 'R8',
  severity: FindingSeverity.WARNING,
  title: 'Routes are no longer declared',
  why: 'Routes cannot be deleted: the live ones stay as they are, with nothing that says so.',
  message: ({ accessPoint, of }) =>
    `routes ${of === undefined ? '' : `to ${show(of)} `}of access point ${show(accessPoint)} were declared before and no longer are; the live ones stay`,
  fix: 'make every region active first, if that is what you want',
  source: TERRAFORM_ROUTES,
});
