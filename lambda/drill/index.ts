import { createAws } from '../../control/aws';
import { systemClock } from '../../control/clock';
import { version } from '../../package.json';
import { logFinding } from '../log-finding';
import { drillAndReport } from './drill';
import { checkRegionSwitch, runRegionSwitchAction } from './region-switch';

const context = {
  aws: createAws(),
  clock: systemClock,
  report: logFinding,
  versions: { cdkS3Mrap: version, node: process.versions.node },
};

/** The function of `FailoverDrill`. It does not use the event. */
export const onSchedule = () => drillAndReport(context, process.env);

/** The custom actions of ARC Region switch. They do not use the event. */
export const onRegionSwitch = () => runRegionSwitchAction(context, process.env);
export const onRegionSwitchCheck = () => checkRegionSwitch(context, process.env);
