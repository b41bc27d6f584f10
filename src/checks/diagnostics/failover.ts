import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SUBMIT = apiReference('API_control_SubmitMultiRegionAccessPointRoutes');
const USING_FAILOVER = userGuide('UsingFailover');

export const MRAP910 = diagnostic<{ live: string; declared: string }>({
  id: 'MRAP910',
  row: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Routes changed by hand were kept',
  why: 'Someone failed over since the last deployment; a routine deployment must not undo it.',
  message: ({ live, declared }) => `live routes were changed by hand and are kept, got ${show(live)}, declared ${show(declared)}`,
  fix: 'declare what is live, or fail back by "npx cdk-s3-mrap failover"; LiveRoutes.ENFORCE would overwrite them',
  source: USING_FAILOVER,
});

export const MRAP911 = diagnostic<{ live: string; declared: string }>({
  id: 'MRAP911',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Routes changed by hand stop the deployment',
  why: 'LiveRoutes.FAIL asks for a decision before anything is touched.',
  message: ({ live, declared }) => `live routes were changed by hand, got ${show(live)}, last declared ${show(declared)}; nothing was touched`,
  fix: 'declare what is live, or fail back first',
  source: USING_FAILOVER,
});

export const MRAP912 = diagnostic<{ before: string }>({
  id: 'MRAP912',
  row: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Routes changed by hand were overwritten',
  why: 'LiveRoutes.ENFORCE puts the declaration above what was done by hand; a rollback does not bring it back.',
  message: ({ before }) => `live routes that were changed by hand are overwritten, they were ${show(before)}`,
  fix: 'use LiveRoutes.KEEP where deployments may run during an incident',
  source: USING_FAILOVER,
});

export const MRAP913 = diagnostic<{ doing: string; failures: string[]; advice: string }>({
  id: 'MRAP913',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'No control Region answered',
  why: 'Routes are read and changed in five Regions; none of them did it.',
  message: ({ doing, failures }) => `no control region could ${doing}: ${failures.join('; ')}`,
  fix: ({ advice }) => advice,
  source: SUBMIT,
});

export const MRAP914 = diagnostic<{ region: string; reason: string }>({
  id: 'MRAP914',
  row: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'A control Region was skipped',
  why: 'Another one did the work; fewer are left for the next failover.',
  message: ({ region, reason }) => `control region ${show(region)} was skipped: ${reason}`,
  fix: 'see whether the region is impaired, or a service control policy denies it',
  source: SUBMIT,
});

export const MRAP915 = diagnostic<{ wish: string; live: string; outcome: string }>({
  id: 'MRAP915',
  row: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Submitted routes did not take effect',
  why: 'S3 accepted them, yet kept showing the former ones beyond its two minutes.',
  message: ({ wish, live, outcome }) => `routes were accepted but did not take effect, got ${show(live)}, expected ${show(wish)}; ${outcome}`,
  fix: 'look at the routes, and deploy again',
  source: USING_FAILOVER,
});
