import { type FactSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CUSTOM_ACTION: FactSource = {
  url: 'https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html',
  date: '2026-11-29',
};

export const MRAP947_REGION_SWITCH_REFUSED = defineDiagnostic<{
  active: readonly string[]; backlogs: readonly string[];
}>({
  id: 'MRAP947',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Region switch refused',
  why:
    'Clients of a Region that becomes active miss the writes that S3 has not replicated to it. A graceful execution '
    + 'must not lose writes.',
  message: ({ active, backlogs }) =>
    `replication is incomplete or its status is unknown, got ${showValue(backlogs)}, expected no pending operations `
    + `before ${showValue(active.join(','))} becomes active`,
  fix: 'wait until "cdk-s3-mrap status" shows no backlog, or start an ungraceful execution, which skips this check',
  source: CUSTOM_ACTION,
});

export const MRAP948_REGION_SWITCH_WITH_BACKLOG = defineDiagnostic<{ backlogs: readonly string[] }>({
  id: 'MRAP948',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Region switch with a backlog',
  why: 'An ungraceful execution changes the routes although replication is incomplete or its status is unknown.',
  message: ({ backlogs }) =>
    `the routes are changed although replication is incomplete or its status is unknown, got ${showValue(backlogs)}, `
    + 'expected no pending operations',
  fix: 'wait until the source Regions are available again, and verify with "cdk-s3-mrap status" that the writes '
    + 'have arrived',
  source: CUSTOM_ACTION,
});

export const MRAP750_REGION_SWITCH_PLAN = defineDiagnostic<{ problem: string; got: string; expected: string }>({
  id: 'MRAP750',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid Region switch plan',
  why: 'ARC Region switch refuses the plan, or cannot start the functions of the runbook.',
  message: ({ problem, got, expected }) =>
    `${problem} of the Region switch plan is invalid, got ${showValue(got)}, expected ${expected}`,
  fix: 'correct the property',
  source: {
    url: 'https://docs.aws.amazon.com/arc-region-switch/latest/api/API_CreatePlan.html', date: '2026-11-29',
  },
});
