import { SECOND } from '../../control/clock';
import { type DrillCheckResult, type DrillReport } from '../../control/drill/report';
import { runDrill } from '../../control/drill/run-drill';
import { version } from '../../package.json';
import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { runCommand, type AwsCommandContext, writeJson } from './command-context';
import { showDrillTrend } from './drill-trend';
import { findAccessPoint } from './find-access-point';
import { renderTable } from './render-table';
import { checkReportFile, writeReportFile } from './report-file';

export interface DrillCommandOptions {
  readonly canary: boolean;
  readonly canaryPrefix: string;
  /** The time limit of a canary in seconds. */
  readonly canaryTimeout: number;
  /** The accepted recovery point in seconds. */
  readonly maxRpo: number;
  readonly writeProbe?: boolean;
  readonly report?: string;
  /** A folder or an S3 URL with stored reports. No drill is run. */
  readonly trend?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function runDrillCommand(
  context: AwsCommandContext, name: string | undefined, options: DrillCommandOptions,
): Promise<void> {
  return runCommand(context, options, async () => {
    if (options.trend !== undefined) return showDrillTrend(context, options.trend, name, options);
    if (name === undefined) {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: 'no argument <access-point>',
        expected: 'an ARN or a name, or stored reports with --trend',
        command: 'cdk-s3-mrap drill',
      }));
    }
    if (options.report !== undefined) checkReportFile(options.report);
    const aws = await context.connect();
    const target = await findAccessPoint(context, aws, name, options);
    const report = await runDrill(aws, context.clock, target, {
      maxRpoSeconds: options.maxRpo,
      ...(options.canary && { canary: { prefix: options.canaryPrefix, timeoutMs: options.canaryTimeout * SECOND } }),
      writeProbe: options.writeProbe ?? false,
      versions: { cdkS3Mrap: version, node: process.versions.node },
    });
    if (options.report !== undefined) writeReportFile(context, options.report, report, options);
    if (options.json) writeJson(context.output, report);
    else context.output.write(renderReport(report, context.columns));
    return report.verdict === 'ready' ? EXIT_CODES.SUCCESS : EXIT_CODES.PROBLEMS;
  });
}

function renderReport(
  { accessPointArn, startedAt, caller, checks, verdict }: DrillReport, columns: number,
): string {
  const rows = sortChecks(checks).map(({ check, subject, outcome, tookMs, detail }) =>
    [check, subject, outcome, `${(tookMs / SECOND).toFixed(1)} s`, detail]);
  return [
    `${accessPointArn}\n${startedAt}, ${caller?.arn ?? 'caller unknown'}\n`,
    renderTable(['check', 'subject', 'outcome', 'time', 'detail'], rows, columns),
    `Verdict: ${verdict}\n`,
  ].join('\n');
}

/** Sorts the subjects of each check, as in all other reports. The order of the checks remains. */
function sortChecks(checks: readonly DrillCheckResult[]): DrillCheckResult[] {
  const names = [...new Set(checks.map(({ check }) => check))];
  return [...checks].sort((a, b) =>
    names.indexOf(a.check) - names.indexOf(b.check) || a.subject.localeCompare(b.subject));
}
