import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { inProcessHandler, type Outcome, type Simulator, VirtualClock } from '../../simulator';
import { ACCOUNT } from './accounts';

/** What the SDK throws, as far as anybody looks at it. */
function sdkError(name: string, fields: object): Error {
  return Object.assign(new Error(name), { name, ...fields });
}

/**
 * S3 Control straight into the simulator, without the SDK's own milliseconds. What it throws is what the SDK would have thrown; a test compares
 * the two.
 */
export function directS3(simulator: Simulator, caller = 'handler'): S3Control {
  return {
    call: async (region, operation, input) => {
      const { AccountId, ExpectedBucketOwner } = input as { AccountId?: string; ExpectedBucketOwner?: string };
      const accountId = (AccountId ?? ExpectedBucketOwner)!;
      const outcome: Outcome<object> = await simulator.call(operation, input as never, { accountId, region, caller });
      return await answer(outcome, () => simulator.settings.clock.sleep!(5000)) as never;
    },
  };
}

async function answer(outcome: Outcome<object>, timeOut: () => Promise<void>): Promise<object> {
  switch (outcome.kind) {
    case 'output': return outcome.output;
    case 'error': throw sdkError(outcome.code, { Code: outcome.code, message: outcome.message, $metadata: { httpStatusCode: outcome.status } });
    case 'reset': throw sdkError('TimeoutError', { code: 'ECONNRESET', $metadata: {} });
    case 'hang': {
      await timeOut();
      throw sdkError('TimeoutError', { code: 'ETIMEDOUT', $metadata: {} });
    }
    case 'html':
    case 'empty':
      // With a status of success the SDK finds nothing that it looks for, and says nothing.
      if (outcome.status === 200) return {};
      throw sdkError('Unknown', { $metadata: { httpStatusCode: outcome.status } });
  }
}

/**
 * S3 Control by the unmodified SDK, over the wire format, in process.
 */
export function sdkInto(simulator: Simulator): S3Control {
  const { clock } = simulator.settings;
  return sdkOver(inProcessHandler(simulator), clock instanceof VirtualClock ? clock : undefined);
}

/** The SDK over whatever answers its requests. Time stands still while it works: it reads files first, which a virtual clock would take for idleness. */
export function sdkOver<Request extends unknown[]>(answers: { handle(...request: Request): Promise<object> }, clock?: VirtualClock): S3Control {
  const requestHandler = {
    ...answers,
    handle: (...request: Request) => {
      clock?.release();
      return answers.handle(...request).finally(() => clock?.hold());
    },
  } as never;
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
    // The rule set would put the account before the host; there is no host in process.
    endpointProvider: () => ({ url: new URL('http://127.0.0.1:80') }),
    requestHandler,
  }, {
    // Calls about buckets name no account: the simulator takes a key of twelve digits for it.
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'secret' },
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
