import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SUBMIT = makeS3ApiReferenceSource('API_control_SubmitMultiRegionAccessPointRoutes');
const USING_FAILOVER = makeS3UserGuideSource('UsingFailover');

export const MRAP910_MANUAL_ROUTES_KEPT = defineDiagnostic<{ live: string; declared: string }>({
  id: 'MRAP910',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Manual routes kept',
  why: 'The routes were changed manually after the last deployment. A deployment must not revert a failover.',
  message: ({ live, declared }) =>
    `live routes were changed manually and are kept, got ${showValue(live)}, expected `
      + `${showValue(declared)} from `
    + 'the template',
  fix:
    'declare the live routes, or fail back with "cdk-s3-mrap failback --record <file>", without a record with '
    + '"cdk-s3-mrap failover"; ManualFailoverPolicy.ENFORCE would overwrite them',
  source: USING_FAILOVER,
});

export const MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT = defineDiagnostic<{ live: string; declared: string }>({
  id: 'MRAP911',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Manual routes stop the deployment',
  why: 'With ManualFailoverPolicy.FAIL, a deployment fails before it changes anything.',
  message: ({ live, declared }) =>
    `live routes were changed manually, got ${showValue(live)}, expected ${showValue(declared)} from `
      + 'the last '
    + 'deployment; nothing was changed',
  fix: 'declare the live routes, or fail back first',
  source: USING_FAILOVER,
});

export const MRAP912_MANUAL_ROUTES_OVERWRITTEN = defineDiagnostic<{ before: string }>({
  id: 'MRAP912',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Manual routes overwritten',
  why: 'With ManualFailoverPolicy.ENFORCE, a deployment overwrites manual changes. A rollback does not restore them.',
  message: ({ before }) => `live routes that were changed manually are overwritten, got ${showValue(before)}`,
  fix: 'use ManualFailoverPolicy.KEEP if deployments can run during an incident',
  source: USING_FAILOVER,
});

export const MRAP913_NO_CONTROL_REGION = defineDiagnostic<{ doing: string; failures: string[]; advice: string }>({
  id: 'MRAP913',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'No control Region answered',
  why: 'S3 reads and changes routes in five control Regions. None of them completed the call.',
  message: ({ doing, failures }) => `no control Region could ${doing}: ${failures.join('; ')}`,
  fix: ({ advice }) => advice,
  source: SUBMIT,
});

export const MRAP914_CONTROL_REGION_SKIPPED = defineDiagnostic<{ region: string; reason: string }>({
  id: 'MRAP914',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Control Region skipped',
  why: 'Another control Region completed the call. Fewer Regions remain for the next failover.',
  message: ({ region, reason }) => `control Region ${showValue(region)} was skipped: ${reason}`,
  fix: 'verify that the Region works, and that no service control policy denies it',
  source: SUBMIT,
});

export const MRAP915_ROUTES_NOT_IN_EFFECT = defineDiagnostic<{ desired: string; live: string; outcome: string }>({
  id: 'MRAP915',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Routes not in effect after the wait',
  why: 'S3 accepted the routes, but still shows the previous ones after the documented two minutes.',
  message: ({ desired, live, outcome }) =>
    `routes are not in effect, got ${showValue(live)}, expected ${showValue(desired)}; ${outcome}`,
  fix: 'read the routes with "cdk-s3-mrap status", and deploy again',
  source: USING_FAILOVER,
});

export const MRAP920_STALE_CONTROL_REGION = defineDiagnostic<{ regions: readonly string[]; shown: string }>({
  id: 'MRAP920',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Stale control Region',
  why:
    'Every control Region returns a change within two minutes. A minority returned other routes for longer, so the '
    + 'deployment continued without it.',
  message: ({ regions, shown }) =>
    `control Regions ${showValue(regions.join(','))} return old routes, got ${showValue(shown)} for 150 seconds, `
    + 'expected the routes that a majority returns',
  fix: 'read the routes with "cdk-s3-mrap status", and report the Regions to AWS Support',
  source: USING_FAILOVER,
});

export const MRAP921_NO_ACTIVE_MEMBER = defineDiagnostic<{ live: string }>({
  id: 'MRAP921',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'No active member after the change',
  why: 'S3 returns an error for every request through an access point without an active member.',
  message: ({ live }) => `no member is active, got ${showValue(live)}, expected at least one active member`,
  fix: 'activate a member with "cdk-s3-mrap failover"',
  source: USING_FAILOVER,
});

export const MRAP922_CONTROL_REGION_LAGS = defineDiagnostic<{ regions: readonly string[] }>({
  id: 'MRAP922',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.INFO,
  title: 'Control Region lags behind',
  why: 'The routes are in effect after a majority of the control Regions returns them.',
  message: ({ regions }) =>
    `a majority of the control Regions returns the new routes, ${showValue(regions.join(','))} returns others`,
  fix: 'read the routes with "cdk-s3-mrap status" after two minutes',
  source: USING_FAILOVER,
});
