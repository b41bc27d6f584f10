import { findAdviceOrDefault, toFailure, isTransientFailure, showFailure } from '../../control/failure';
import { type S3Control } from '../../control/s3-control';
import {
  faultAfterApplying,
  faultAlways,
  cut,
  drip,
  emptyAnswerFault,
  endless,
  type InjectedFault,
  noAnswerFault,
  htmlAnswerFault,
  connectionResetFault,
  serviceFault,
  Simulator,
  slowDownFault,
  stall,
  throttlingFault,
  VirtualClock,
} from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { directS3, sdkInto } from '../support/simulated-s3';

const FAULTS: [string, InjectedFault, string][] = [
  ['SlowDown', slowDownFault(), 'throttled'],
  ['ThrottlingException 400', throttlingFault(400), 'throttled'],
  ['ThrottlingException 429', throttlingFault(429), 'throttled'],
  ['InternalError 500', serviceFault('InternalError', 500), 'unavailable'],
  ['an empty 503', emptyAnswerFault(503), 'unavailable'],
  ['an empty 404', emptyAnswerFault(404), 'unavailable'],
  ['an HTML page with status 404', htmlAnswerFault(404), 'unavailable'],
  ['a broken connection', connectionResetFault(), 'unavailable'],
  ['a missing response', noAnswerFault(), 'unavailable'],
  ['a body that stalls', stall(), 'unavailable'],
  ['a body that drips', drip(), 'unavailable'],
  ['a body without an end', endless(), 'unavailable'],
  ['a body that is cut', cut(), 'unavailable'],
  ['a response that is lost after the call had its effect', faultAfterApplying(connectionResetFault()), 'unavailable'],
  ['NoSuchMultiRegionAccessPoint', serviceFault('NoSuchMultiRegionAccessPoint', 404), 'absent'],
  ['NoSuchAsyncRequest', serviceFault('NoSuchAsyncRequest', 404), 'absent'],
  ['AccessDenied', serviceFault('AccessDenied', 403), 'denied'],
  ['AllAccessDisabled', serviceFault('AllAccessDisabled', 403), 'denied'],
  ['OperationAborted', serviceFault('OperationAborted', 409), 'conflict'],
  ['ClientTokenConflict', serviceFault('ClientTokenConflict', 409), 'refused'],
  ['InvalidRequest', serviceFault('InvalidRequest', 400), 'refused'],
  ['PermanentRedirect', serviceFault('PermanentRedirect', 301), 'refused'],
];

const PORTS: [string, (simulator: Simulator) => S3Control][] = [
  ['the SDK', sdkInto],
  ['the simulator directly', directS3],
];

describe('toFailure', () => {
  describe.each(PORTS)('through %s', (_port, connect) => {
    test.each(FAULTS)('classifies %s', async (_name, fault, kind) => {
      const clock = new VirtualClock();
      const simulator = new Simulator({ clock, faults: [faultAlways(fault)] });
      const call = connect(simulator).call('us-west-2', 'GetMultiRegionAccessPoint', {
        AccountId: ACCOUNT,
        Name: 'media',
      });
      const error: unknown = await clock.runUntilSettled(call).then(() => undefined, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      const failure = toFailure(error);
      expect(failure.kind).toBe(kind);
      expect(isTransientFailure(failure)).toBe(['throttled', 'unavailable', 'conflict'].includes(kind));
    });
  });

  test.each<[string, unknown, string]>([
    ['an error of this library', new TypeError('x is not a function'), 'TypeError'],
    [
      'missing credentials',
      Object.assign(new Error('no credentials'), { name: 'CredentialsProviderError' }),
      'CredentialsProviderError',
    ],
    ['a text', 'boom', 'UnknownError'],
    ['nothing', undefined, 'UnknownError'],
  ])('classifies %s as not sent', (_name, error, code) => {
    expect(toFailure(error)).toMatchObject({ kind: 'unexpected', code });
  });
});

describe('showFailure', () => {
  test.each([
    [
      { kind: 'refused', code: 'InvalidRequest', message: 'At least one Region must be active' },
      'InvalidRequest (At least one Region must be active)',
    ],
    [{ kind: 'refused', code: 'InvalidRequest', message: '' }, 'InvalidRequest'],
    [{ kind: 'refused', code: 'InvalidRequest', message: 'InvalidRequest' }, 'InvalidRequest'],
  ] as const)('renders %j as %s', (failure, shown) => {
    expect(showFailure(failure)).toBe(shown);
  });
});

describe('findAdviceOrDefault', () => {
  test('returns an action for every code', () => {
    expect(findAdviceOrDefault('NoSuchBucket')).toContain('create the bucket');
    expect(findAdviceOrDefault('SomethingNew')).toContain('look the code up');
  });
});
