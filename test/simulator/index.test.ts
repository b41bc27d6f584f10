import * as surface from '../../simulator';

describe('simulator', () => {
  test('exports exactly its public names', () => {
    const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
    const functions = [
      'Faults', 'Journal', 'SimulatedBuckets', 'Simulator', 'VirtualClock', 'activeRegionsAt', 'always',
      'connectionReset', 'emptyAnswer', 'endpointBucketDirectory', 'everyBucketDirectory', 'everyNth',
      'faultAfterApplying', 'firstCalls', 'forMs', 'htmlAnswer', 'inProcessHandler', 'inRegion', 'listen', 'noAnswer',
      'serviceFault', 'slowAnswer', 'slowDown', 'throttling',
    ];
    expect(kinds).toEqual(Object.fromEntries(functions.map((name) => [name, 'function'])));
  });
});
