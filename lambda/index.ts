import { systemClock } from '../control/clock';
import { sdkS3Control } from '../control/s3-control';
import { createSdkStackReader } from '../control/stacks';
import { renderFindingAsMessage } from '../src/diagnostics/finding';
import { type HandlerContext } from './handler-context';
import { createHandlers } from './handlers';
import { runRegionSwitchAction } from './region-switch';

/**
 * The handlers never log an event: it contains the URL at which CloudFormation accepts a response without
 * authentication.
 */
const context: HandlerContext = {
  s3: sdkS3Control(),
  clock: systemClock,
  stacks: createSdkStackReader(),
  report: (finding) =>
    console.log(
      JSON.stringify({ level: finding.severity, code: finding.ruleId, message: renderFindingAsMessage(finding) }),
    ),
  operations: new Map(),
};

/** The function behind all custom resources. */
export const { handleEvent } = createHandlers(context);

/** The custom action of ARC Region switch. It does not use the event. */
export const onRegionSwitch = () => runRegionSwitchAction(context, process.env);
