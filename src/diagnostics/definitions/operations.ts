import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const METRICS = userGuide('repl-metrics');
const USING_FAILOVER = userGuide('UsingFailover');

export const MRAP951_UNREPLICATED_WRITES = diagnostic<{ edges: string[] }>({
  id: 'MRAP951',
  origin: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Unreplicated writes in a drained Region',
  why: 'Clients would go on without the latest writes, and may write over them; what waits arrives later, if its Region comes back.',
  message: ({ edges }) => `what was written in a drained region has not all arrived, or nobody knows: ${edges.join('; ')}; nothing was changed`,
  fix: 'wait until "status" shows no backlog, or give up those writes with --accept-data-loss',
  source: METRICS,
});

export const MRAP952_INVALID_ROUTE_CHANGE = diagnostic<{ problem: string; live: string }>({
  id: 'MRAP952',
  origin: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Invalid route change',
  why: 'S3 would refuse the call, or it would change nothing.',
  message: ({ problem, live }) => `${problem}, live routes are ${showValue(live)}`,
  fix: 'name members of the access point, each once, and leave at least one of them active',
  source: apiReference('API_control_SubmitMultiRegionAccessPointRoutes'),
});

export const MRAP953_ROUTES_CHANGED_SINCE_FAILOVER = diagnostic<{ live: string; recorded: string }>({
  id: 'MRAP953',
  origin: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Routes changed since the failover',
  why: 'Someone has changed them since the record was written; to go back to what was before might undo that.',
  message: ({ live, recorded }) => `routes have changed since the failover, got ${showValue(live)}, the record says ${showValue(recorded)}; nothing was changed`,
  fix: 'look at "status", and say what you want with "failover --activate … --deactivate …"',
  source: USING_FAILOVER,
});

export const MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT = diagnostic<{ wish: string; live: string }>({
  id: 'MRAP954',
  origin: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Route change not in effect after the wait',
  why: 'S3 accepted it and shows it within two minutes; after four it does not.',
  message: ({ wish, live }) => `S3 accepted ${showValue(wish)}, and still shows ${showValue(live)}`,
  fix: 'look at "status" again, and repeat the command if it still shows the former routes',
  source: USING_FAILOVER,
});
