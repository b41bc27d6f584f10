import * as surface from '../../simulator';

describe('simulator', () => {
  test('exports exactly its public names', () => {
    const kinds = Object.fromEntries(Object.entries(surface).map(([name, value]) => [name, typeof value]));
    const functions = [
      'AdjustableClock', 'CallJournal', 'EdgeLags', 'InjectedFaults', 'SimulatedBuckets', 'Simulator', 'VirtualClock',
      'activeRegionsAt', 'connectionResetFault', 'createAnyBucketDirectory', 'createEndpointBucketDirectory', 'cut',
      'drip', 'emptyAnswerFault', 'endless', 'faultAfterApplying', 'faultAlways', 'faultEveryNthCall',
      'faultForFirstMs', 'faultInFirstCalls', 'faultInRegion', 'faultOnClockSkew', 'htmlAnswerFault',
      'inProcessHandler', 'listenOnLoopback', 'listenWithControls', 'makeLivePageUrl', 'mergeConditionValues',
      'noAnswerFault', 'serviceFault', 'slowAnswerFault', 'slowDownFault', 'stall', 'throttlingFault',
    ];
    expect(kinds).toEqual({
      ...Object.fromEntries(functions.map((name) => [name, 'function'])),
      CONTROLS: 'object',
      CONTROLS_PATH: 'string',
      CONTROL_TOKEN_HEADER: 'string',
    });
  });
});
