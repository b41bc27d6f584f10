import { type Aws } from '../../control/aws';
import { type Clock, MINUTE } from '../../control/clock';
import { type DrillReport, type Verdict, type Versions } from '../../control/drill/report';
import { runDrill } from '../../control/drill/run-drill';
import { toFailure, showFailure } from '../../control/failure';
import { checkArn } from '../../src/diagnostics/checks/names';
import { MRAP799_DRILL_NOT_READY } from '../../src/diagnostics/definitions/operations';
import { onlyErrors } from '../../src/diagnostics/finding';
import { parseAccessPointArn } from '../../src/facts/identifiers';
import { HandlerError } from '../cloudformation/handler-error';

/** What the function was deployed with. */
export interface DrillSettings {
  readonly ACCESS_POINT_ARN?: string;
  /** Who will fail over. */
  readonly PRINCIPAL_ARN?: string;
  readonly MAX_RPO_SECONDS?: string;
  /** Absent: nothing is written into the members. */
  readonly CANARY_PREFIX?: string;
  readonly REPORT_BUCKET?: string;
  readonly REPORT_REGION?: string;
  readonly REPORT_PREFIX?: string;
}

export interface DrillFunctionContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly versions: Versions;
}

export interface DrillResponse {
  readonly verdict: Verdict;
  /** Where the report is. */
  readonly report: string;
}

/** Leaves the function five of its fifteen minutes for everything else. */
const CANARY_PATIENCE = 10 * MINUTE;

/** Drills, writes the report, and fails where a failover would: an alarm on the errors of the function is one on the readiness to fail over. */
export async function drillAndReport(world: DrillFunctionContext, settings: DrillSettings): Promise<DrillResponse> {
  const { ACCESS_POINT_ARN: arn = '', PRINCIPAL_ARN: principalArn, CANARY_PREFIX: prefix } = settings;
  const errors = onlyErrors(checkArn(arn));
  if (errors.length > 0) throw new HandlerError(errors);
  const { account, alias } = parseAccessPointArn(arn)!;
  const report = await runDrill(world.aws, world.clock, { account, alias, arn }, {
    maxRpoSeconds: Number(settings.MAX_RPO_SECONDS),
    ...(prefix !== undefined && { canary: { prefix, patienceMs: CANARY_PATIENCE } }),
    writeProbe: false,
    versions: world.versions,
    principalArn,
  });
  const written = await write(world, settings, `${settings.REPORT_PREFIX ?? ''}${alias}/${report.startedAt}.json`, report);
  if (report.verdict === 'not-ready') {
    throw new HandlerError([MRAP799_DRILL_NOT_READY.create({ problem: `found that a failover is not ready: ${failedChecks(report)}`, report: written })]);
  }
  return { verdict: report.verdict, report: written };
}

async function write({ aws }: DrillFunctionContext, settings: DrillSettings, Key: string, report: DrillReport): Promise<string> {
  const { REPORT_BUCKET: Bucket, REPORT_REGION: region = '' } = settings;
  try {
    await aws.ask(region, 'PutObject', { Bucket, Key, Body: `${JSON.stringify(report, null, 2)}\n`, ContentType: 'application/json' });
    return `s3://${Bucket}/${Key}`;
  } catch (error) {
    const problem = `found ${report.verdict} and could not write its report: ${showFailure(toFailure(error))}`;
    throw new HandlerError([MRAP799_DRILL_NOT_READY.create({ problem, report: failedChecks(report) || 'nothing failed' })]);
  }
}

function failedChecks({ checks }: DrillReport): string {
  return checks.filter(({ outcome }) => outcome === 'failed').map(({ check, subject, detail }) => `${check} of ${subject}: ${detail}`).join('; ');
}
