import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SUBMIT = apiReference('API_control_SubmitMultiRegionAccessPointRoutes');
const USING_FAILOVER = userGuide('UsingFailover');

export const MRAP910_MANUAL_ROUTES_KEPT = diagnostic<{ live: string; declared: string }>({
  id: 'MRAP910',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Manual routes kept',
  why: 'Someone failed over since the last deployment; a routine deployment must not undo it.',
  message: ({ live, declared }) => `live routes were changed by hand and are kept, got ${showValue(live)}, declared ${showValue(declared)}`,
  fix: 'declare what is live, or fail back by "npx cdk-s3-mrap failover"; ManualFailoverPolicy.ENFORCE would overwrite them',
  source: USING_FAILOVER,
});

export const MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT = diagnostic<{ live: string; declared: string }>({
  id: 'MRAP911',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Manual routes stop the deployment',
  why: 'ManualFailoverPolicy.FAIL asks for a decision before anything is touched.',
  message: ({ live, declared }) => `live routes were changed by hand, got ${showValue(live)}, last declared ${showValue(declared)}; nothing was touched`,
  fix: 'declare what is live, or fail back first',
  source: USING_FAILOVER,
});

export const MRAP912_MANUAL_ROUTES_OVERWRITTEN = diagnostic<{ before: string }>({
  id: 'MRAP912',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Manual routes overwritten',
  why: 'ManualFailoverPolicy.ENFORCE puts the declaration above what was done by hand; a rollback does not bring it back.',
  message: ({ before }) => `live routes that were changed by hand are overwritten, they were ${showValue(before)}`,
  fix: 'use ManualFailoverPolicy.KEEP where deployments may run during an incident',
  source: USING_FAILOVER,
});

export const MRAP913_NO_CONTROL_REGION = diagnostic<{ doing: string; failures: string[]; advice: string }>({
  id: 'MRAP913',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'No control Region answered',
  why: 'Routes are read and changed in five Regions; none of them did it.',
  message: ({ doing, failures }) => `no control region could ${doing}: ${failures.join('; ')}`,
  fix: ({ advice }) => advice,
  source: SUBMIT,
});

export const MRAP914_CONTROL_REGION_SKIPPED = diagnostic<{ region: string; reason: string }>({
  id: 'MRAP914',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Control Region skipped',
  why: 'Another one did the work; fewer are left for the next failover.',
  message: ({ region, reason }) => `control region ${showValue(region)} was skipped: ${reason}`,
  fix: 'see whether the region is impaired, or a service control policy denies it',
  source: SUBMIT,
});

export const MRAP915_ROUTES_NOT_IN_EFFECT = diagnostic<{ desired: string; live: string; outcome: string }>({
  id: 'MRAP915',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Routes not in effect after the wait',
  why: 'S3 accepted them, yet kept showing the former ones beyond its two minutes.',
  message: ({ desired, live, outcome }) => `routes were accepted but did not take effect, got ${showValue(live)}, expected ${showValue(desired)}; ${outcome}`,
  fix: 'look at the routes, and deploy again',
  source: USING_FAILOVER,
});
