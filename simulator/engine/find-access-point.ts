import { type SimulatedCall } from '../model/operations';
import { type SimulatedAccessPoint } from './access-point';
import { invalidRequestError, noSuchAccessPointError, requireParameter } from './service-error';
import { type SimulatorState } from './simulator-state';

const ARN = /^arn:aws:s3::(?<accountId>\d{12}):accesspoint\/(?<alias>[a-z][a-z0-9]*[.]mrap)$/;

/** Parses the ARN of an access point. Returns undefined for other texts. */
export function parseAccessPointArn(arn: string): { readonly accountId: string; readonly alias: string } | undefined {
  return ARN.exec(arn)?.groups as { readonly accountId: string; readonly alias: string } | undefined;
}

function requireVisible(accessPoint: SimulatedAccessPoint | undefined, at: number): SimulatedAccessPoint {
  if (accessPoint === undefined || at < accessPoint.visibleAt) {
    throw noSuchAccessPointError();
  }
  return accessPoint;
}

/** Finds the access point that a read call names. */
export function findAccessPointByName(
  state: SimulatorState,
  call: SimulatedCall<
    'GetMultiRegionAccessPoint' | 'GetMultiRegionAccessPointPolicy' | 'GetMultiRegionAccessPointPolicyStatus'
  >,
): SimulatedAccessPoint {
  const name = requireParameter(call.input.Name, 'Name');
  return requireVisible(state.account(call.accountId).accessPoints.get(name), call.at);
}

/** Finds the access point of a routes call. Such calls accept only an ARN. */
export function findAccessPointByArn(
  state: SimulatorState, call: SimulatedCall<'GetMultiRegionAccessPointRoutes' | 'SubmitMultiRegionAccessPointRoutes'>,
): SimulatedAccessPoint {
  const arn = call.input.Mrap ?? '';
  const { accountId, alias } = parseAccessPointArn(arn) ?? {};
  if (accountId === undefined || accountId !== call.accountId) {
    throw invalidRequestError(`Invalid Multi-Region Access Point ARN: "${arn}"`);
  }
  const accessPoints = [...state.account(accountId).accessPoints.values()];
  return requireVisible(accessPoints.find((accessPoint) => accessPoint.alias === alias), call.at);
}
