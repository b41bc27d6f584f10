import { readStatus } from '../../control/status/access-point-status';
import { compare } from '../against/compare';
import { EXIT_CODES } from '../exit-codes';
import { showDrift, showStatus } from './show';
import { findAccessPoint } from './targets';
import { operate, type OperateWorld, writeJson } from './world';

export interface StatusOptions {
  /** A cloud assembly or templates. */
  readonly against?: string;
  readonly json?: boolean;
}

export function runStatus(world: OperateWorld, target: string, { json, against }: StatusOptions): Promise<void> {
  return operate(world, async () => {
    const aws = await world.connect();
    const status = await readStatus(aws, world.clock, await findAccessPoint(aws, target));
    if (against === undefined) {
      if (json) writeJson(world.output, status);
      else world.output.write(showStatus(status, world.clock.now()));
      return EXIT_CODES.FINE;
    }
    const { drift, unknown } = await compare(aws, status, against);
    const report = { ...status, unknown: [...status.unknown, ...unknown] };
    if (json) writeJson(world.output, { ...report, drift });
    else world.output.write(`${showStatus(report, world.clock.now())}\n${showDrift(drift)}`);
    return drift.length === 0 ? EXIT_CODES.FINE : EXIT_CODES.DRIFT;
  });
}
