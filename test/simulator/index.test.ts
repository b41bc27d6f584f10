import * as surface from '../../simulator';

describe('simulator', () => {
  test('exports exactly its public names', () => {
    const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
    const functions = [
      'Faults', 'Journal', 'SimulatedBuckets', 'Simulator', 'VirtualClock', 'activeRegionsAt', 'afterApplying',
      'always', 'anyBucket', 'clockSkew', 'cut', 'drip', 'endpointBuckets', 'empty', 'endless', 'everyNth',
      'firstCalls', 'forMs', 'hang', 'html', 'inProcessHandler', 'inRegion', 'listen', 'reset', 'serviceFault', 'slow',
      'slowDown', 'stall', 'throttling',
    ];
    expect(kinds).toEqual(Object.fromEntries(functions.map((name) => [name, 'function'])));
  });
});
