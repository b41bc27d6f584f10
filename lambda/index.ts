import { systemClock } from '../control/clock';
import { sdkS3Control } from '../control/s3-control';
import { renderFinding } from '../src/diagnostics/finding';
import { type HandlerContext } from './handler-context';
import { createHandlers } from './handlers';
import { switchRegion } from './region-switch';

/** The entry points of the Lambda functions. Never the event: it holds the address at which CloudFormation takes any answer. */
const context: HandlerContext = {
  s3: sdkS3Control(),
  clock: systemClock,
  report: (finding) => console.log(JSON.stringify({ level: finding.severity, code: finding.ruleId, message: renderFinding(finding) })),
  operations: new Map(),
};
const handlers = createHandlers(context);

export const { onEvent, isComplete, onSynchronousEvent } = handlers;

/** The custom action of ARC Region switch, whatever its event. */
export const onRegionSwitch = () => switchRegion(context, process.env);
