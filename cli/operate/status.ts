import { readStatus } from '../../control/status/access-point-status';
import { compareWithDeclared } from '../drift/compare';
import { EXIT_CODES } from '../exit-codes';
import { runCommand, type AwsCommandContext, writeJson } from './command-context';
import { findAccessPoint } from './find-access-point';
import { renderDrift, renderStatus } from './render-reports';

export interface StatusOptions {
  /** A cloud assembly or templates. */
  readonly against?: string;
  readonly json?: boolean;
}

export function runStatus(context: AwsCommandContext, target: string, options: StatusOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const { json, against } = options;
    const aws = await context.connect();
    const status = await readStatus(aws, context.clock, await findAccessPoint(aws, target));
    if (against === undefined) {
      if (json) writeJson(context.output, status);
      else context.output.write(renderStatus(status, context.clock.now()));
      return EXIT_CODES.SUCCESS;
    }
    const { drift, unknown } = await compareWithDeclared(aws, status, against);
    const report = { ...status, unknown: [...status.unknown, ...unknown] };
    if (json) writeJson(context.output, { ...report, drift });
    else context.output.write(`${renderStatus(report, context.clock.now())}\n${renderDrift(drift)}`);
    return drift.length === 0 ? EXIT_CODES.SUCCESS : EXIT_CODES.DRIFT;
  });
}
