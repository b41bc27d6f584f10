import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Report } from '../report/report';

/** The report of the last run on AWS. `--target aws` writes such a report, and a maintainer copies it to this path. */
export const AWS_REPORT_FILE = path.join(__dirname, 'aws.json');

/** Returns the report of the last run on AWS. Undefined: no run on AWS exists. */
export function readAwsReport(file = AWS_REPORT_FILE): Report | undefined {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (report.target === 'aws') return report;
  throw new Error(`${file} is the report of a run with the target ${report.target}; expected aws. Delete the file`);
}

/** Returns the ids of the assumptions whose probes run against the CloudFormation of ministack in `test:deploy`. */
export function readIdsOnMinistack(): readonly string[] {
  const text = readFileSync(path.join(__dirname, 'ministack.json'), 'utf8');
  return (JSON.parse(text) as { readonly confirmed: readonly string[] }).confirmed;
}
