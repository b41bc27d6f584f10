import { readStatus } from '../../control/status/access-point-status';
import { compare } from '../drift/compare';
import { EXIT_CODES } from '../exit-codes';
import { operate, type AwsCommandContext, writeJson } from './command-context';
import { showDrift, showStatus } from './show';
import { findAccessPoint } from './targets';

export interface StatusOptions {
  /** A cloud assembly or templates. */
  readonly against?: string;
  readonly json?: boolean;
}

export function runStatus(context: AwsCommandContext, target: string, { json, against }: StatusOptions): Promise<void> {
  return operate(context, async () => {
    const aws = await context.connect();
    const status = await readStatus(aws, context.clock, await findAccessPoint(aws, target));
    if (against === undefined) {
      if (json) writeJson(context.output, status);
      else context.output.write(showStatus(status, context.clock.now()));
      return EXIT_CODES.FINE;
    }
    const { drift, unknown } = await compare(aws, status, against);
    const report = { ...status, unknown: [...status.unknown, ...unknown] };
    if (json) writeJson(context.output, { ...report, drift });
    else context.output.write(`${showStatus(report, context.clock.now())}\n${showDrift(drift)}`);
    return drift.length === 0 ? EXIT_CODES.FINE : EXIT_CODES.DRIFT;
  });
}
