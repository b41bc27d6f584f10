import { createAws } from '../../control/aws';
import { systemClock } from '../../control/clock';
import { version } from '../../package.json';
import { drillAndReport } from './drill';

const context = { aws: createAws(), clock: systemClock, versions: { cdkS3Mrap: version, node: process.versions.node } };

/** The function of `FailoverDrill`. It does not use the event. */
export const onSchedule = () => drillAndReport(context, process.env);
