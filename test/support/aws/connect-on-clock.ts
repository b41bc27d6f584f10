import { type AwsCalls, createAws } from '../../../control/aws';
import { type VirtualClock } from '../../../simulator';
import { ACCOUNT } from '../accounts';
import { type WireRequest, type WireResponse } from './wire';

/** A request handler of the SDK that uses no sockets. */
export interface WireHandler {
  handle(request: WireRequest): Promise<{ readonly response: WireResponse }>;
}

/**
 * Connects the SDK to a handler. Stops the virtual clock while the SDK works, because the SDK reads files and the clock
 * would treat this time as idle.
 */
export function connectOnClock(handler: WireHandler, clock: VirtualClock | undefined): AwsCalls {
  const requestHandler = {
    ...handler,
    handle: async (request: WireRequest) => {
      clock?.release();
      return handler.handle(request).finally(() => clock?.hold());
    },
  };
  const common = { credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'secret' }, requestHandler };
  const aws = createAws({
    s3Control: common,
    s3: { ...common, forcePathStyle: true },
    cloudFormation: common,
    cloudTrail: common,
    cloudWatch: common,
    iam: common,
    kms: common,
    sts: common,
  });
  return {
    call: (...call) => {
      clock?.hold();
      return aws.call(...call).finally(() => clock?.release());
    },
  };
}
