import { type CallInfo, type InjectedFault, type FaultRule, serviceFault } from './fault';

export type CallFilter = (call: CallInfo) => boolean;

const every: CallFilter = () => true;

export function faultAlways(fault: InjectedFault, filter: CallFilter = every): FaultRule {
  return (call) => (filter(call) ? fault : undefined);
}

/** Applies a fault to the first `n` calls that pass the filter. */
export function faultInFirstCalls(n: number, fault: InjectedFault, filter: CallFilter = every): FaultRule {
  let seen = 0;
  return faultAlways(fault, (call) => {
    if (!filter(call)) return false;
    seen += 1;
    return seen <= n;
  });
}

/** Applies a fault to every `k`-th call that passes the filter: k, 2k, 3k and so on. */
export function faultEveryNthCall(k: number, fault: InjectedFault, filter: CallFilter = every): FaultRule {
  let seen = 0;
  return faultAlways(fault, (call) => {
    if (!filter(call)) return false;
    seen += 1;
    return seen % k === 0;
  });
}

/** Applies a fault for `ms` of the simulator's time, from the first call that passes the filter. */
export function faultForFirstMs(ms: number, fault: InjectedFault, filter: CallFilter = every): FaultRule {
  let end: number | undefined;
  return faultAlways(fault, (call) => {
    if (!filter(call)) return false;
    end ??= call.at + ms;
    return call.at < end;
  });
}

/** S3 accepts signatures that are at most this old or early. */
const SIGNATURE_TOLERANCE_MS = 15 * 60_000;

/**
 * Refuses every call whose signature is too old or too early for a service whose clock differs from the clock of this
 * machine. As the answers of S3 do, the answer contains the time of the service.
 *
 * @param ms the time by which the clock of the service is fast
 */
export function faultOnClockSkew(ms: number, filter: CallFilter = every): FaultRule {
  return (call) => {
    const serverTime = Date.now() + ms;
    const isTolerated = Math.abs((call.signedAt ?? Date.now()) - serverTime) <= SIGNATURE_TOLERANCE_MS;
    if (isTolerated || !filter(call)) return undefined;
    const message = 'The difference between the request time and the current time is too large.';
    return { ...serviceFault('RequestTimeTooSkewed', 403, message), serverTime };
  };
}

/** Applies a fault to every call that is signed for one Region. */
export function faultInRegion(region: string, fault: InjectedFault): FaultRule {
  return faultAlways(fault, (call) => call.region === region);
}
