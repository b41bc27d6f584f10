import { sdkAws } from '../../control/aws';
import { systemClock } from '../../control/clock';
import { version } from '../../package.json';
import { drillAndReport } from './drill';

const world = { aws: sdkAws(), clock: systemClock, versions: { cdkS3Mrap: version, node: process.versions.node } };

/** The entry point of the function of `FailoverDrill`, whatever its event. */
export const onSchedule = () => drillAndReport(world, process.env);
