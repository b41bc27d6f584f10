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

/** The decisions of the probes that `test:deploy` runs against the CloudFormation of the emulator ministack. */
export interface MinistackDecisions {
  readonly version: string;
  /** The ids of the confirmed assumptions. */
  readonly confirmed: readonly string[];
  /** The observation, by the id of each assumption that the emulator does not confirm. */
  readonly differing: Readonly<Record<string, string>>;
}

/** Returns the decisions on ministack. `test:deploy` fails if a probe decides differently. */
export function readMinistackDecisions(): MinistackDecisions {
  return JSON.parse(readFileSync(path.join(__dirname, 'ministack.json'), 'utf8')) as MinistackDecisions;
}
