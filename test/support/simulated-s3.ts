import { type S3ControlClientConfig } from '@aws-sdk/client-s3-control';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import {
  inProcessHandler,
  type SimulatedOperationInput,
  type SimulatedOperationName,
  type SimulatedOutcome,
  type Simulator,
  VirtualClock,
} from '../../simulator';
import { ACCOUNT } from './accounts';

/** Makes an error with the relevant fields of an SDK error. */
function sdkError(name: string, fields: object): Error {
  return Object.assign(new Error(name), { name, ...fields });
}

/**
 * Creates a client that calls the simulator without the SDK, which is faster. A test verifies that both throw equal
 * errors.
 */
export function directS3(simulator: Simulator, caller = 'handler'): S3Control {
  const call = async (region: string, operation: SimulatedOperationName, input: object): Promise<object> => {
    const { AccountId, ExpectedBucketOwner } = input as { AccountId?: string; ExpectedBucketOwner?: string };
    const accountId = (AccountId ?? ExpectedBucketOwner)!;
    const outcome: SimulatedOutcome<object> =
      await simulator.call(operation, input as SimulatedOperationInput<SimulatedOperationName>, {
        accountId,
        region,
        caller,
      });
    return toOutput(outcome, () => simulator.settings.clock.sleep!(5000));
  };
  return { call } as S3Control;
}

/** Creates a client that returns the same output for every call. */
export function respondWithOutput(output: object): S3Control & { readonly inputs: object[] } {
  const inputs: object[] = [];
  const call = async (_region: string, _operation: string, input: object): Promise<object> => {
    inputs.push(input);
    return output;
  };
  return { inputs, call } as S3Control & { readonly inputs: object[] };
}

async function toOutput(outcome: SimulatedOutcome<object>, timeOut: () => Promise<void>): Promise<object> {
  switch (outcome.kind) {
    case 'output': return outcome.output;
    case 'error': {
      const { code, message, status } = outcome;
      throw sdkError(code, { Code: code, message, $metadata: { httpStatusCode: status } });
    }
    case 'reset': throw sdkError('TimeoutError', { code: 'ECONNRESET', $metadata: {} });
    case 'cut': throw sdkError('Error', { code: 'ECONNRESET', $metadata: {} });
    case 'endless': throw sdkError('ResponseTooLarge', { code: 'ETOOLARGE', $metadata: {} });
    case 'hang':
    case 'stall':
    case 'drip': {
      await timeOut();
      throw sdkError('TimeoutError', { code: 'ETIMEDOUT', $metadata: {} });
    }
    case 'html':
    case 'empty':
      // With status 200 the SDK returns an output without properties.
      if (outcome.status === 200) return {};
      throw sdkError('Unknown', { $metadata: { httpStatusCode: outcome.status } });
  }
}

/** The settings of SDK clients that tests change. */
export type SdkClientSettings = Pick<S3ControlClientConfig, 'logger'> & {
  /** The secrets of the credentials. Default: no session. */
  readonly secrets?: { readonly secretAccessKey: string; readonly sessionToken?: string };
};

/** Creates an SDK client that sends its requests to the simulator in the same process. */
export function sdkInto(simulator: Simulator, settings?: SdkClientSettings): S3Control {
  const { clock } = simulator.settings;
  return sdkOver(inProcessHandler(simulator), clock instanceof VirtualClock ? clock : undefined, settings);
}

/**
 * Creates an SDK client that sends its requests to a handler. The virtual clock is stopped while the SDK works, because
 * the SDK reads files and the clock would treat this time as idle.
 */
export function sdkOver<Request extends unknown[]>(
  handler: { handle(...request: Request): Promise<object> }, clock?: VirtualClock,
  { logger, secrets = { secretAccessKey: 'secret' } }: SdkClientSettings = {},
): S3Control {
  const requestHandler = {
    ...handler,
    handle: (...request: Request) => {
      clock?.release();
      return handler.handle(...request).finally(() => clock?.hold());
    },
  };
  const s3 = sdkS3Control({
    logger,
    credentials: { accessKeyId: 'handler', ...secrets },
    // The default endpoint has the account id in its host name, and there is no host in the same process.
    endpointProvider: () => ({ url: new URL('http://127.0.0.1:80') }),
    requestHandler,
  }, {
    // Bucket operations contain no account id, so the simulator uses an access key of twelve digits as the account.
    logger,
    credentials: { accessKeyId: ACCOUNT, ...secrets },
    endpoint: 'http://127.0.0.1:80',
    forcePathStyle: true,
    requestHandler,
  });
  return {
    call: (...call) => {
      clock?.hold();
      return s3.call(...call).finally(() => clock?.release());
    },
  };
}
