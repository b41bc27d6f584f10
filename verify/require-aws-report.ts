import { ASSUMPTIONS } from './assumptions';
import { readAwsReport } from './reports/recorded-reports';
import { findReleaseBlockers } from './reports/release-check';

// The release workflow runs this program. It fails without a report of a run on AWS.
const blockers = findReleaseBlockers(readAwsReport(), ASSUMPTIONS, Date.now());
for (const blocker of blockers) process.stderr.write(`${blocker}\n`);
process.exitCode = blockers.length === 0 ? 0 : 1;
