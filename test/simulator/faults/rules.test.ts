import {
  faultAfterApplying, faultAlways, type CallInfo, emptyAnswerFault, faultEveryNthCall, type InjectedFault,
  type FaultRule, InjectedFaults, faultInFirstCalls, faultForFirstMs, noAnswerFault, htmlAnswerFault, faultInRegion,
  connectionResetFault, serviceFault, slowAnswerFault, slowDownFault, throttlingFault,
} from '../../../simulator';

const CALL: CallInfo = {
  index: 1,
  operation: 'GetMultiRegionAccessPoint',
  countOfThisOperation: 1,
  region: 'us-west-2',
  accountId: '123456789012',
  input: {},
  at: 0,
};
const FAULT = connectionResetFault();

function applyRule(rule: FaultRule, calls: Partial<CallInfo>[]): boolean[] {
  return calls.map((call) => rule({ ...CALL, ...call }) !== undefined);
}

const calls = (n: number): Partial<CallInfo>[] => Array.from({ length: n }, () => ({}));
const routes = (call: CallInfo) => call.operation === 'GetMultiRegionAccessPointRoutes';
const mixed: Partial<CallInfo>[] = [
  {},
  { operation: 'GetMultiRegionAccessPointRoutes' },
  {},
  { operation: 'GetMultiRegionAccessPointRoutes' },
];

describe('simulator/faults/rules', () => {
  test.each<[string, FaultRule, Partial<CallInfo>[], boolean[]]>([
    ['always', faultAlways(FAULT), calls(2), [true, true]],
    ['always and a filter', faultAlways(FAULT, routes), mixed, [false, true, false, true]],
    ['firstCalls', faultInFirstCalls(2, FAULT), calls(3), [true, true, false]],
    ['firstCalls and a filter', faultInFirstCalls(1, FAULT, routes), mixed, [false, true, false, false]],
    ['everyNth', faultEveryNthCall(2, FAULT), calls(4), [false, true, false, true]],
    ['everyNth and a filter', faultEveryNthCall(2, FAULT, routes), mixed, [false, false, false, true]],
    ['forMs', faultForFirstMs(10, FAULT), [{ at: 100 }, { at: 109 }, { at: 110 }], [true, true, false]],
    [
      'forMs and a filter',
      faultForFirstMs(10, FAULT, routes),
      mixed.map((call, at) => ({ ...call, at: at * 9 })),
      [false, true, false, false],
    ],
    ['inRegion', faultInRegion('eu-west-1', FAULT), [{}, { region: 'eu-west-1' }], [false, true]],
  ])('matches calls with %s', (_name, rule, given, expected) => {
    expect(applyRule(rule, given)).toEqual(expected);
  });
});

describe('simulator/faults/fault', () => {
  test('returns plain values', () => {
    expect([
      slowDownFault(),
      throttlingFault(),
      throttlingFault(429),
      noAnswerFault(),
      htmlAnswerFault(),
      emptyAnswerFault(),
      slowAnswerFault(5),
    ])
      .toEqual<InjectedFault[]>([
        { kind: 'error', code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
        { kind: 'error', code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
        { kind: 'error', code: 'ThrottlingException', status: 429, message: 'Rate exceeded' },
        { kind: 'hang' },
        { kind: 'html', status: 404 },
        { kind: 'empty', status: 503 },
        { kind: 'slow', ms: 5 },
      ]);
    expect(faultAfterApplying(serviceFault('InternalError', 500))).toEqual({
      kind: 'after-applying',
      answer: { kind: 'error', code: 'InternalError', status: 500, message: 'InternalError' },
    });
  });
});

describe('InjectedFaults', () => {
  test('applies the first matching rule, and rules can be added and removed', () => {
    const seen: string[] = [];
    const faults = new InjectedFaults([faultAlways(slowDownFault(), routes)]);
    const remove = faults.add((call) => {
      seen.push(call.operation);
      return FAULT;
    });
    expect(faults.decide({ ...CALL, operation: 'GetMultiRegionAccessPointRoutes' })).toEqual(slowDownFault());
    expect(seen).toEqual([]);
    expect(faults.decide(CALL)).toEqual(FAULT);
    remove();
    expect(faults.decide(CALL)).toBeUndefined();
    faults.add(faultAlways(FAULT));
    faults.clear();
    expect(faults.decide(CALL)).toBeUndefined();
  });
});
