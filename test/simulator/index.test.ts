import * as surface from '../../simulator';

test('the public surface is this and no more', () => {
  const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
  const functions = [
    'Faults', 'Journal', 'OwnBuckets', 'Simulator', 'VirtualClock', 'activeRegionsAt', 'afterApplying', 'always', 'anyBucket', 'bucketsAt', 'empty',
    'everyNth', 'firstCalls', 'forMs', 'hang', 'html', 'inProcessHandler', 'inRegion', 'listen', 'reset', 'serviceFault', 'slow', 'slowDown',
    'throttling',
  ];
  expect(kinds).toEqual(Object.fromEntries(functions.map((name) => [name, 'function'])));
});
