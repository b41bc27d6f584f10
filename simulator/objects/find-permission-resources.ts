import { accessPointArn } from '../engine/access-point';
import { type RequestedResources } from '../engine/operation-handler';
import { type SimulatorState } from '../engine/simulator-state';
import { type SimulatedPermission } from '../settings';
import { type ConditionedCall, makeConditions } from './condition-keys';
import { findServer, findTargetAccessPoint, parseTargetOfResource } from './find-target';

/** Finds the resources whose policies concern a permission: a key, or the bucket and access point of its resource. */
export function findPermissionResources(
  state: SimulatorState, call: ConditionedCall, { action, resource }: SimulatedPermission,
): RequestedResources {
  if (resource.startsWith('arn:aws:kms:')) {
    const [, , , region, owner] = resource.split(':');
    return { required: state.settings.findKey(resource, region, owner) };
  }
  const target = { ...call, input: { Bucket: parseTargetOfResource(resource) } };
  const bucket = findServer(state, target);
  if (bucket === undefined) return {};
  const accessPoint = findTargetAccessPoint(state, target);
  const { name, accountId, policy } = bucket;
  return {
    bucket: { name, accountId, policy },
    ...(accessPoint && {
      accessPoint: {
        name: accessPointArn(accessPoint.accountId, accessPoint.alias),
        accountId: accessPoint.accountId,
        policy: accessPoint.policy.established(call.at)?.text,
      },
    }),
    conditions: makeConditions(action, call, bucket, state.settings),
  };
}
