import { systemClock } from '../control/clock';
import { sdkS3Control } from '../control/s3-control';
import { renderFinding } from '../src/checks/finding';
import { createHandlers } from './handlers';

/** The entry points of the Lambda functions. Never the event: it holds the address at which CloudFormation takes any answer. */
const handlers = createHandlers({
  s3: sdkS3Control(),
  clock: systemClock,
  report: (finding) => console.log(JSON.stringify({ level: finding.severity, code: finding.ruleId, message: renderFinding(finding) })),
  operations: new Map(),
});

export const { onEvent, isComplete, onSynchronousEvent } = handlers;
