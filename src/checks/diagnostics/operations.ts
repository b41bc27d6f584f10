import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const METRICS = userGuide('repl-metrics');
const USING_FAILOVER = userGuide('UsingFailover');

export const MRAP951 = diagnostic<{ edges: string[] }>({
  id: 'MRAP951',
  row: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Failing over would lose what is not replicated yet',
  why: 'Clients would go on without the latest writes, and may write over them; what waits arrives later, if its Region comes back.',
  message: ({ edges }) => `what was written in a drained region has not all arrived, or nobody knows: ${edges.join('; ')}; nothing was changed`,
  fix: 'wait until "status" shows no backlog, or give up those writes with --accept-data-loss',
  source: METRICS,
});

export const MRAP952 = diagnostic<{ problem: string; live: string }>({
  id: 'MRAP952',
  row: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Routes cannot be changed so',
  why: 'S3 would refuse the call, or it would change nothing.',
  message: ({ problem, live }) => `${problem}, live routes are ${show(live)}`,
  fix: 'name members of the access point, each once, and leave at least one of them active',
  source: apiReference('API_control_SubmitMultiRegionAccessPointRoutes'),
});

export const MRAP953 = diagnostic<{ live: string; recorded: string }>({
  id: 'MRAP953',
  row: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'Routes are not those that the failover left',
  why: 'Someone has changed them since the record was written; to go back to what was before might undo that.',
  message: ({ live, recorded }) => `routes have changed since the failover, got ${show(live)}, the record says ${show(recorded)}; nothing was changed`,
  fix: 'look at "status", and say what you want with "failover --activate … --deactivate …"',
  source: USING_FAILOVER,
});

export const MRAP954 = diagnostic<{ wish: string; live: string }>({
  id: 'MRAP954',
  row: 'operation',
  severity: FindingSeverity.ERROR,
  title: 'A change of routes does not show',
  why: 'S3 accepted it and shows it within two minutes; after four it does not.',
  message: ({ wish, live }) => `S3 accepted ${show(wish)}, and still shows ${show(live)}`,
  fix: 'look at "status" again, and repeat the command if it still shows the former routes',
  source: USING_FAILOVER,
});
