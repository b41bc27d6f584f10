import { type Call } from '../model/operations';
import { type AccessPoint } from './access-point';
import { invalidRequest, noSuchAccessPoint, required } from './service-error';
import { type World } from './world';

const ARN = /^arn:aws:s3::(?<accountId>\d{12}):accesspoint\/(?<alias>[a-z][a-z0-9]*[.]mrap)$/;

function visible(accessPoint: AccessPoint | undefined, at: number): AccessPoint {
  if (accessPoint === undefined || at < accessPoint.visibleAt) {
    throw noSuchAccessPoint();
  }
  return accessPoint;
}

/** The access point that a reading call names. */
export function findByName(
  world: World,
  call: Call<'GetMultiRegionAccessPoint' | 'GetMultiRegionAccessPointPolicy' | 'GetMultiRegionAccessPointPolicyStatus'>,
): AccessPoint {
  const name = required(call.input.Name, 'Name');
  return visible(world.account(call.accountId).accessPoints.get(name), call.at);
}

/** The access point that a call about routes names by ARN. Neither name nor alias will do. */
export function findByArn(
  world: World, call: Call<'GetMultiRegionAccessPointRoutes' | 'SubmitMultiRegionAccessPointRoutes'>,
): AccessPoint {
  const arn = call.input.Mrap ?? '';
  const { accountId, alias } = ARN.exec(arn)?.groups ?? {};
  if (accountId !== call.accountId) {
    throw invalidRequest(`Invalid Multi-Region Access Point ARN: "${arn}"`);
  }
  const accessPoints = [...world.account(accountId).accessPoints.values()];
  return visible(accessPoints.find((accessPoint) => accessPoint.alias === alias), call.at);
}
