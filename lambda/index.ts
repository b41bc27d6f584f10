import { systemClock } from '../control/clock';
import { sdkS3Control } from '../control/s3-control';
import { createSdkStackReader } from '../control/stacks';
import { type HandlerContext } from './handler-context';
import { createHandlers } from './handlers';
import { logFinding } from './log-finding';

/**
 * The handlers never log an event: it contains the URL at which CloudFormation accepts a response without
 * authentication.
 */
const context: HandlerContext = {
  s3: sdkS3Control(),
  clock: systemClock,
  stacks: createSdkStackReader(),
  report: logFinding,
  operations: new Map(),
};

/** The function behind all custom resources. */
export const { handleEvent } = createHandlers(context);
