import { type AwsCalls } from '../../control/aws';
import { SECOND } from '../../control/clock';
import { endCallsAt } from '../../control/deadline';
import {
  type AccessPointId, readAccessPointStatus, type AccessPointStatusReport,
} from '../../control/status/access-point-status';
import { assessReadiness, type FailoverReadiness } from '../../control/status/readiness';
import { MRAP964_NOT_FOUND_IN_ACCOUNT } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { judgeControlRegionFailures } from '../control-region-failures';
import { type DriftComparison, compareLiveWithDeclaredState } from '../drift/compare';
import { readDeclaredState } from '../drift/declared-state';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { runCommand, type AwsCommandContext, type CommonOptions, writeJson } from './command-context';
import { findAccessPoint } from './find-access-point';
import { renderOpenMetrics } from './render-openmetrics';
import { renderStatus } from './render-status';
import { repeatUntilInterrupted } from './repeat';
import { toStatusJson } from './status-json';

export interface StatusOptions extends CommonOptions {
  /** A cloud assembly or templates. */
  readonly against?: string;
  /** The accepted recovery point in seconds. */
  readonly maxRpo: number;
  readonly expect?: 'single';
  readonly format: 'text' | 'openmetrics';
  /** Seconds between two reads. */
  readonly watch?: number;
  readonly map?: boolean;
}

/** Within this time, a report shows all that AWS has answered. A lost Region must not delay it any longer. */
const REPORT_TIMEOUT = 6 * SECOND;
/** The part of this time that is reserved for the reads of a comparison with templates. */
const COMPARISON_TIMEOUT = 2 * SECOND;

/** The status of an access point, and what the command concludes from it. */
export interface AssessedStatus {
  readonly report: AccessPointStatusReport;
  readonly readiness: FailoverReadiness;
  readonly comparison?: DriftComparison;
}

const RENDERERS = { text: renderStatus, openmetrics: renderOpenMetrics };

export function runStatus(context: AwsCommandContext, target: string, options: StatusOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const aws = await context.connect();
    const startedAt = context.clock.now();
    const accessPoint = await findAccessPoint(context, aws, target, options);
    // The resolution of a name can take two seconds of this time.
    const timeout = startedAt + REPORT_TIMEOUT - context.clock.now();
    const read = async () => {
      const status = await assessStatus(aws, context, accessPoint, { ...options, timeout });
      if (options.json) writeJson(context.output, toStatusJson(status));
      else context.output.write(RENDERERS[options.format](status, context) + await renderMap(status, context, options));
      return chooseExitCode(status, options);
    };
    if (options.watch === undefined) return read();
    return repeatUntilInterrupted<ExitCode>(context, options.watch * SECOND, EXIT_CODES.PROBLEMS, () => {
      context.clearScreen();
      return read();
    });
  });
}

async function renderMap(
  { report }: AssessedStatus, context: AwsCommandContext, { map }: StatusOptions,
): Promise<string> {
  if (!map) return '';
  const { renderMemberMap } = await context.loadMemberMap();
  return `\n${renderMemberMap(report.members, context)}`;
}

async function assessStatus(
  aws: AwsCalls,
  { clock }: AwsCommandContext,
  accessPoint: AccessPointId,
  options: StatusOptions & { readonly timeout: number },
): Promise<AssessedStatus> {
  const timeout = options.timeout - (options.against === undefined ? 0 : COMPARISON_TIMEOUT);
  const report = await readAccessPointStatus(endCallsAt(aws, clock, clock.now() + timeout), clock, accessPoint);
  checkAnswers(report, options);
  const readiness = assessReadiness(report, {
    maxRpoSeconds: options.maxRpo, now: clock.now(), expectSingle: options.expect === 'single',
  });
  if (options.against === undefined) return { report, readiness };
  const declared = readDeclaredState(options.against, report);
  const limitedAws = endCallsAt(aws, clock, clock.now() + COMPARISON_TIMEOUT);
  const comparison = await compareLiveWithDeclaredState(limitedAws, report, declared);
  return { report: { ...report, unknown: [...report.unknown, ...comparison.unknown] }, readiness, comparison };
}

/** Without credentials, or for an access point that does not exist, every control Region fails in the same way. */
function checkAnswers({ controlRegions, account, arn }: AccessPointStatusReport, { expect }: StatusOptions): void {
  const failures = controlRegions.flatMap(({ failure }) => failure ?? []);
  if (failures.length < controlRegions.length) return;
  if (failures.every(({ code }) => code === 'CredentialsProviderError')) {
    throw Object.assign(new Error(failures[0].message), { name: failures[0].code });
  }
  if (expect !== 'single' && failures.every(({ kind }) => kind === 'absent')) {
    failWith(MRAP964_NOT_FOUND_IN_ACCOUNT.create({
      wanted: `access point ${JSON.stringify(arn)}`,
      account,
      answeredBy: 'all control Regions',
      expected: 'the name or the ARN of an access point',
    }));
  }
}

function chooseExitCode({ report, readiness, comparison }: AssessedStatus, { expect }: StatusOptions): ExitCode {
  const isAnswered = expect === 'single' ? report.areMembersKnown : report.controlRegions.some(({ routes }) => routes);
  if (!isAnswered) {
    const failures = report.controlRegions.flatMap(({ failure }) => failure ?? []);
    return expect === 'single' ? EXIT_CODES.UNREACHABLE : judgeControlRegionFailures(failures).code;
  }
  if (comparison !== undefined && comparison.drift.length > 0) return EXIT_CODES.DRIFT;
  const isCompared = comparison?.isComplete ?? true;
  return readiness.ready && isCompared ? EXIT_CODES.SUCCESS : EXIT_CODES.PROBLEMS;
}
