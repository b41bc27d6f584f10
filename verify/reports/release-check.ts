import { type Assumption, findAwsProbe } from '../model/assumption';
import { type Report } from '../report/report';

const DAY = 24 * 60 * 60 * 1000;
const MAX_AGE_DAYS = 180;

/** Returns the reasons against a release: assumptions that the last run on AWS did not confirm. */
export function findReleaseBlockers(
  report: Report | undefined, assumptions: readonly Assumption[], now: number,
): readonly string[] {
  if (report === undefined) {
    return ['verify/reports/aws.json is missing: no run on AWS exists; docs/verifying.md describes a run'];
  }
  const blockers: string[] = [];
  if (report.target !== 'aws') blockers.push(`the report is of the target ${report.target}; expected aws`);
  const days = Math.floor((now - Date.parse(report.date)) / DAY);
  if (!(days <= MAX_AGE_DAYS)) blockers.push(`the report is of ${report.date}; expected at most ${MAX_AGE_DAYS} days`);
  for (const { name, reason } of report.left) blockers.push(`the run left ${name}: ${reason}`);
  for (const assumption of assumptions.filter((one) => findAwsProbe(one)?.group === 'hour')) {
    const reported = report.probes.find(({ id }) => id === assumption.id);
    const decision = reported?.decision ?? 'not in the report';
    if (decision !== 'confirmed') {
      blockers.push(`assumption ${assumption.id}: ${decision}; expected confirmed`);
    } else if (reported?.statement !== assumption.statement) {
      blockers.push(`assumption ${assumption.id}: the run confirmed another statement: ${reported?.statement}`);
    }
  }
  return blockers;
}
