import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { type DrillCheckResult, type DrillCheckName, type DrillReport } from '../../../control/drill/report';
import { type CommandFixture } from './support';

const schema = JSON.parse(
  readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'drill-report.schema.json'), 'utf8'),
) as object;
/** Validates a report against the published schema. */
export const isValidReport = new Ajv({ strict: false }).compile(schema);

/** Runs a drill and validates its report against the published schema. */
export async function drill(
  fixture: CommandFixture,
  ...options: string[]
): Promise<DrillReport & { code: number | undefined }> {
  const { code, text, errors } = await fixture.run('drill', fixture.arn, '--json', ...options);
  expect(errors).toBe('');
  const report = JSON.parse(text) as DrillReport;
  expect([isValidReport(report), isValidReport.errors]).toEqual([true, null]);
  return { ...report, code };
}

export function findChecks({ checks }: DrillReport, name: DrillCheckName): DrillCheckResult[] {
  return checks.filter(({ check }) => check === name);
}

/** Denies the caller one operation of S3. */
export function denyCalls({ simulated: { aws } }: CommandFixture, denied: string): void {
  const { call } = aws;
  Object.assign(aws, {
    call: (...[region, operation, input]: Parameters<typeof call>) => (operation === denied
      ? Promise.reject(Object.assign(new Error('denied'), { name: 'AccessDenied' }))
      : call(region, operation, input)),
  });
}
