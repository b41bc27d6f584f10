import * as surface from '../../simulator';

describe('simulator', () => {
  test('exports exactly its public names', () => {
    const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
    const functions = [
      'Faults', 'Journal', 'SimulatedBuckets', 'Simulator', 'VirtualClock', 'activeRegionsAt', 'always', 'clockSkew',
      'connectionReset', 'cut', 'drip', 'emptyAnswer', 'endless', 'endpointBucketDirectory', 'everyBucketDirectory',
      'everyNth', 'faultAfterApplying', 'firstCalls', 'forMs', 'htmlAnswer', 'inProcessHandler', 'inRegion', 'listen',
      'noAnswer', 'serviceFault', 'slowAnswer', 'slowDown', 'stall', 'throttling',
    ];
    expect(kinds).toEqual(Object.fromEntries(functions.map((name) => [name, 'function'])));
  });
});
