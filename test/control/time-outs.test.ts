import { failureOf } from '../../control/failure';
import { sdkS3Control } from '../../control/s3-control';
import { always, hang, listen, reset, Simulator, slowDown } from '../../simulator';
import { ACCOUNT } from '../support/synthesis';

/** Over a socket, in real time: that the SDK's time-outs really end a call is nothing that a virtual clock could show. */
async function callWith(fault: Parameters<typeof always>[0]) {
  const simulator = new Simulator({ faults: [always(fault)] });
  const listening = await listen(simulator);
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(listening.url) }),
  });
  const began = Date.now();
  try {
    const error: unknown = await s3.call('eu-west-1', 'GetMultiRegionAccessPointRoutes', { AccountId: ACCOUNT, Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap` })
      .catch((thrown: unknown) => thrown);
    return { failure: failureOf(error), tookMs: Date.now() - began, calls: simulator.journal.entries.length };
  } finally {
    await listening.close();
  }
}

test('a call without an answer is thrown out within seconds', async () => {
  const { failure, tookMs } = await callWith(hang());
  expect(failure).toMatchObject({ kind: 'unavailable', code: 'ETIMEDOUT' });
  expect(tookMs).toBeLessThan(7000);
}, 15_000);

test.each([['torn', reset(), 'unavailable'], ['throttled', slowDown(), 'throttled']] as const)('a call that is %s is not repeated inside: the next Region is asked', async (_name, fault, kind) => {
  const { failure, calls } = await callWith(fault);
  expect(failure.kind).toBe(kind);
  expect(calls).toBe(1);
});

test('what refuses connections is unavailable', async () => {
  const listening = await listen(new Simulator());
  await listening.close();
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(listening.url) }),
  });
  const error: unknown = await s3.call('us-west-2', 'GetMultiRegionAccessPoint', { AccountId: ACCOUNT, Name: 'media' }).catch((thrown: unknown) => thrown);
  expect(failureOf(error).kind).toBe('unavailable');
});
