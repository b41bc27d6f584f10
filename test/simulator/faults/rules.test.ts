import {
  afterApplying, always, type CallInfo, empty, everyNth, type Fault, type FaultRule, Faults, firstCalls, forMs, hang,
  html, inRegion, reset, serviceFault,
  slow, slowDown, throttling,
} from '../../../simulator';

const CALL: CallInfo = {
  index: 1, operation: 'GetMultiRegionAccessPoint', countOfThisOperation: 1, region: 'us-west-2', accountId: '123456789012', input: {}, at: 0,
};
const FAULT = reset();

function strikes(rule: FaultRule, calls: Partial<CallInfo>[]): boolean[] {
  return calls.map((call) => rule({ ...CALL, ...call }) !== undefined);
}

const calls = (n: number): Partial<CallInfo>[] => Array.from({ length: n }, () => ({}));
const routes = (call: CallInfo) => call.operation === 'GetMultiRegionAccessPointRoutes';
const mixed: Partial<CallInfo>[] = [{}, { operation: 'GetMultiRegionAccessPointRoutes' }, {}, { operation: 'GetMultiRegionAccessPointRoutes' }];

test.each<[string, FaultRule, Partial<CallInfo>[], boolean[]]>([
  ['always', always(FAULT), calls(2), [true, true]],
  ['always, filtered', always(FAULT, routes), mixed, [false, true, false, true]],
  ['the first calls', firstCalls(2, FAULT), calls(3), [true, true, false]],
  ['the first calls, filtered', firstCalls(1, FAULT, routes), mixed, [false, true, false, false]],
  ['every n-th', everyNth(2, FAULT), calls(4), [false, true, false, true]],
  ['every n-th, filtered', everyNth(2, FAULT, routes), mixed, [false, false, false, true]],
  ['for some time from the first call on', forMs(10, FAULT), [{ at: 100 }, { at: 109 }, { at: 110 }], [true, true, false]],
  ['for some time, filtered', forMs(10, FAULT, routes), mixed.map((call, at) => ({ ...call, at: at * 9 })), [false, true, false, false]],
  ['in one Region', inRegion('eu-west-1', FAULT), [{}, { region: 'eu-west-1' }], [false, true]],
])('%s', (_name, rule, given, expected) => {
  expect(strikes(rule, given)).toEqual(expected);
});

test('faults are plain values', () => {
  expect([slowDown(), throttling(), throttling(429), hang(), html(), empty(), slow(5)]).toEqual<Fault[]>([
    { kind: 'error', code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
    { kind: 'error', code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
    { kind: 'error', code: 'ThrottlingException', status: 429, message: 'Rate exceeded' },
    { kind: 'hang' },
    { kind: 'html', status: 404 },
    { kind: 'empty', status: 503 },
    { kind: 'slow', ms: 5 },
  ]);
  expect(afterApplying(serviceFault('InternalError', 500))).toEqual(
    { kind: 'after-applying', answer: { kind: 'error', code: 'InternalError', status: 500, message: 'InternalError' } });
});

test('rules come and go; the first one that strikes decides', () => {
  const seen: string[] = [];
  const faults = new Faults([always(slowDown(), routes)]);
  const remove = faults.add((call) => {
    seen.push(call.operation);
    return FAULT;
  });
  expect(faults.decide({ ...CALL, operation: 'GetMultiRegionAccessPointRoutes' })).toEqual(slowDown());
  expect(seen).toEqual([]);
  expect(faults.decide(CALL)).toEqual(FAULT);
  remove();
  expect(faults.decide(CALL)).toBeUndefined();
  faults.add(always(FAULT));
  faults.clear();
  expect(faults.decide(CALL)).toBeUndefined();
});
