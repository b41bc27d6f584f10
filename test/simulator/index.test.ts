import * as surface from '../../simulator';

describe('simulator', () => {
  test('exports exactly its public names', () => {
    const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
    const functions = [
      'CallJournal', 'InjectedFaults', 'SimulatedBuckets', 'Simulator', 'VirtualClock', 'activeRegionsAt',
      'connectionReset', 'emptyAnswer', 'endpointBucketDirectory', 'everyBucketDirectory', 'faultAfterApplying',
      'htmlAnswer', 'inProcessHandler', 'injectAlways', 'injectEveryNth', 'injectForMs', 'injectInRegion',
      'injectIntoFirstCalls', 'listenOnLoopback', 'noAnswer', 'serviceFault', 'slowAnswer', 'slowDown', 'throttling',
    ];
    expect(kinds).toEqual(Object.fromEntries(functions.map((name) => [name, 'function'])));
  });
});
