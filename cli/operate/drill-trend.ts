import { type DrillTrendEntry, parseDrillTrendEntry, sortByStart } from '../../control/drill/trend';
import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type AwsCommandContext, type CommonOptions, writeJson, writeNote } from './command-context';
import { findAccessPoint } from './find-access-point';
import { renderTable } from './render-table';
import { isS3Url, readReportsOfBucket, readReportsOfFolder } from './stored-reports';

/** The Region of the first call if the environment has none. */
const DEFAULT_REGION = 'us-east-1';

/** The stored reports of drills, the oldest first, and the files that are no reports. */
export interface DrillTrend {
  readonly drills: readonly DrillTrendEntry[];
  readonly skipped: readonly string[];
}

/**
 * Reads the figures of stored reports.
 *
 * @param source a folder, or `s3://bucket/prefix`
 * @param name the access point whose reports are read; default: all
 */
export async function readDrillTrend(
  context: AwsCommandContext, source: string, name: string | undefined, options: CommonOptions = {},
): Promise<DrillTrend> {
  const isInS3 = isS3Url(source);
  const aws = isInS3 || name !== undefined ? await context.connect() : undefined;
  const region = context.environment.AWS_REGION ?? context.environment.AWS_DEFAULT_REGION ?? DEFAULT_REGION;
  const reports = isInS3 ? await readReportsOfBucket(aws!, context.clock, region, source) : readReportsOfFolder(source);
  const arn = name === undefined ? undefined : (await findAccessPoint(context, aws!, name, options)).arn;
  const parsed = reports.map((report) => ({
    file: report.name,
    entry: report.text === undefined ? undefined : parseDrillTrendEntry(report.text),
  }));
  const drills = sortByStart(parsed.flatMap(({ entry }) => entry ?? []))
    .filter(({ accessPointArn }) => arn === undefined || accessPointArn === arn);
  if (drills.length === 0) {
    failWith(MRAP962_INPUT_NOT_USABLE.create({
      file: source,
      problem: `it contains no report of a drill${arn === undefined ? '' : ` of ${arn}`}`,
      expected: 'reports of "drill --report" or of FailoverDrill',
    }), EXIT_CODES.PROBLEMS);
  }
  return { drills, skipped: parsed.filter(({ entry }) => entry === undefined).map(({ file }) => file) };
}

/** Prints the recovery point and the times of all stored reports. */
export async function showDrillTrend(
  context: AwsCommandContext, source: string, name: string | undefined, options: CommonOptions,
): Promise<ExitCode> {
  const { drills, skipped } = await readDrillTrend(context, source, name, options);
  if (skipped.length > 0) writeNote(context, options, `not a report of a drill: ${skipped.join(', ')}`);
  if (options.json) writeJson(context.output, { version: 1, drills, skipped });
  else context.output.write(renderDrillTrend(drills, context.columns));
  return EXIT_CODES.SUCCESS;
}

function renderDrillTrend(drills: readonly DrillTrendEntry[], columns: number): string {
  const rows = drills.map(({ accessPointArn, startedAt, verdict, rpoSeconds, replicationSeconds, routesSeconds }) => [
    accessPointArn.slice(accessPointArn.lastIndexOf('/') + 1), startedAt, verdict,
    showSeconds(rpoSeconds), showSeconds(replicationSeconds), showSeconds(routesSeconds),
  ]);
  const ready = drills.filter(({ verdict }) => verdict === 'ready').length;
  const head = ['access point', 'time', 'verdict', 'recovery point', 'canary', 'control Region'];
  return `${renderTable(head, rows, columns)}\n${ready} of ${drills.length} drills were ready.\n`;
}

function showSeconds(seconds: number | null): string {
  return seconds === null ? 'unknown' : `${seconds} s`;
}
