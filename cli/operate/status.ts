import { readStatus } from '../../control/status/access-point-status';
import { showStatus } from './show';
import { findAccessPoint } from './targets';
import { operate, type OperateWorld, writeJson } from './world';

export interface StatusOptions {
  readonly json?: boolean;
}

export function runStatus(world: OperateWorld, target: string, { json }: StatusOptions): Promise<void> {
  return operate(world, async () => {
    const aws = await world.connect();
    const report = await readStatus(aws, world.clock, await findAccessPoint(aws, target));
    if (json) writeJson(world.output, report);
    else world.output.write(showStatus(report, world.clock.now()));
  });
}
