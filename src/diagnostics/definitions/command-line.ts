import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const METRICS = makeS3UserGuideSource('repl-metrics');
const USING_FAILOVER = makeS3UserGuideSource('UsingFailover');

export const MRAP951_UNREPLICATED_WRITES = defineDiagnostic<{ edges: string[] }>({
  id: 'MRAP951',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Unreplicated writes',
  why:
    'Clients would continue without the latest writes, and may overwrite them. The writes are pending out of a Region '
    + 'that becomes passive, or into a Region that becomes active. S3 replicates them when their Region is available '
    + 'again.',
  message: ({ edges }) =>
    `replication into an active Region is incomplete or its status is unknown, got ${edges.join('; ')}, expected `
    + 'no backlog; no route was changed',
  fix: 'wait until "status" shows no backlog, or accept the loss of these writes with --accept-data-loss',
  source: METRICS,
});

export const MRAP952_INVALID_ROUTE_CHANGE = defineDiagnostic<{ problem: string; live: string }>({
  id: 'MRAP952',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid route change',
  why: 'The change names no Region, or S3 would refuse the call.',
  message: ({ problem, live }) => `${problem}, live routes are ${showValue(live)}`,
  fix:
    'name Regions of the access point with --to, --activate or --deactivate, each Region once, and leave at least one '
    + 'member active',
  source: makeS3ApiReferenceSource('API_control_SubmitMultiRegionAccessPointRoutes'),
});

export const MRAP953_ROUTES_CHANGED_SINCE_FAILOVER = defineDiagnostic<{ live: string; recorded: string }>({
  id: 'MRAP953',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Routes changed since the failover',
  why: 'Someone has changed the routes after the failover was recorded. A failback could revert that change.',
  message: ({ live, recorded }) =>
    `routes have changed since the failover, got ${showValue(live)}, expected ${showValue(recorded)} `
      + 'from the '
    + 'record; no route was changed',
  fix: 'compare with "status", and set the routes with "failover --activate … --deactivate …"',
  source: USING_FAILOVER,
});

export const MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT = defineDiagnostic<{ wish: string; live: string }>({
  id: 'MRAP954',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Route change not in effect after the wait',
  why: 'S3 accepted the change, and documents that it is in effect within two minutes. The command waited for four.',
  message: ({ wish, live }) =>
    `S3 accepted the routes but still shows the previous ones, got ${showValue(live)}, expected `
    + `${showValue(wish)}`,
  fix: 'run "status", and repeat the command if it still shows the previous routes',
  source: USING_FAILOVER,
});
