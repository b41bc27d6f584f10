import { type AwsCalls } from '../../control/aws';
import { type Clock, MINUTE } from '../../control/clock';
import { type DrillReport, type DrillVerdict, type TestedVersions } from '../../control/drill/report';
import { runDrill } from '../../control/drill/run-drill';
import { toFailure, showFailure } from '../../control/failure';
import { checkAccessPointArn } from '../../src/diagnostics/checks/names';
import { MRAP799_DRILL_NOT_READY } from '../../src/diagnostics/definitions/operations';
import { parseAccessPointArn } from '../../src/facts/identifiers';
import { assertNoErrors, HandlerError } from '../cloudformation/handler-error';

/** The environment variables of the function. */
export interface DrillSettings {
  readonly ACCESS_POINT_ARN?: string;
  /** The principal that fails over. */
  readonly PRINCIPAL_ARN?: string;
  readonly MAX_RPO_SECONDS?: string;
  /** Undefined: the drill writes no objects to the members. */
  readonly CANARY_PREFIX?: string;
  readonly REPORT_BUCKET?: string;
  readonly REPORT_REGION?: string;
  readonly REPORT_PREFIX?: string;
}

export interface DrillFunctionContext {
  readonly aws: AwsCalls;
  readonly clock: Clock;
  readonly versions: TestedVersions;
}

export interface DrillResponse {
  readonly verdict: DrillVerdict;
  /** The S3 URI of the report. */
  readonly report: string;
}

/** The function has fifteen minutes. The other checks need the rest. */
const CANARY_TIMEOUT = 10 * MINUTE;

/**
 * Runs a drill and writes its report. Throws if the verdict is not-ready, so that an alarm on the errors of the
 * function reports that a failover would fail.
 */
export async function drillAndReport(context: DrillFunctionContext, settings: DrillSettings): Promise<DrillResponse> {
  const { ACCESS_POINT_ARN: arn = '', PRINCIPAL_ARN: principalArn, CANARY_PREFIX: prefix } = settings;
  assertNoErrors(checkAccessPointArn(arn));
  const { account, alias } = parseAccessPointArn(arn)!;
  const report = await runDrill(context.aws, context.clock, { account, alias, arn }, {
    maxRpoSeconds: Number(settings.MAX_RPO_SECONDS),
    ...(prefix !== undefined && { canary: { prefix, timeoutMs: CANARY_TIMEOUT } }),
    writeProbe: false,
    versions: context.versions,
    principalArn,
  });
  const key = `${settings.REPORT_PREFIX ?? ''}${alias}/${report.startedAt}.json`;
  const reportUri = await writeReport(context, settings, key, report);
  if (report.verdict === 'not-ready') {
    const problem = `found that a failover is not ready: ${showFailedChecks(report)}`;
    throw new HandlerError([MRAP799_DRILL_NOT_READY.create({ problem, report: reportUri })]);
  }
  return { verdict: report.verdict, report: reportUri };
}

async function writeReport(
  { aws }: DrillFunctionContext, settings: DrillSettings, Key: string, report: DrillReport,
): Promise<string> {
  const { REPORT_BUCKET: Bucket, REPORT_REGION: region = '' } = settings;
  const Body = `${JSON.stringify(report, null, 2)}\n`;
  try {
    await aws.call(region, 'PutObject', { Bucket, Key, Body, ContentType: 'application/json' });
    return `s3://${Bucket}/${Key}`;
  } catch (error) {
    const problem = `found ${report.verdict} and could not write its report: ${showFailure(toFailure(error))}`;
    throw new HandlerError([
      MRAP799_DRILL_NOT_READY.create({ problem, report: showFailedChecks(report) || 'nothing failed' }),
    ]);
  }
}

function showFailedChecks({ checks }: DrillReport): string {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  return failed.map(({ check, subject, detail }) => `${check} of ${subject}: ${detail}`).join('; ');
}
