import { type ReplicationConfiguration } from '../../../../simulator';
import { stringifyValues, type Properties } from '../../../driver/cloudformation';
import { type DeployedResource } from '../../../driver/stack';
import { equalValues } from './audit';
import { makeConfiguration } from './template';

/** The rules of this library on a bucket and their role. Undefined if there are none. */
export type OwnRules = ReplicationConfiguration | undefined;

/** A source bucket before a step. */
export interface SourceState {
  readonly ours: OwnRules;
  readonly live: ReplicationConfiguration | undefined;
  /** The resource in the stack. */
  readonly deployedResource: DeployedResource | undefined;
}

export interface DeploymentResult {
  readonly succeeded: boolean;
  /** The declared properties. Undefined if the template does not declare the bucket. */
  readonly properties: Properties | undefined;
  readonly retain: DeployedResource['declared']['retain'];
  /** Whether CloudFormation cancelled a change while its handler may still have run. */
  readonly cancelled: boolean;
  /** Whether a handler may have received a request again after its response. */
  readonly mayRepeatRequests: boolean;
}

/** Lists the allowed states after a deployment. There are several only if the order of changes is unknown. */
export function allowAfterDeployment(before: SourceState, deployed: DeploymentResult): OwnRules[] {
  const { properties, succeeded, mayRepeatRequests } = deployed;
  if (properties === undefined) return succeeded ? allowAfterRemoval(before, mayRepeatRequests) : [before.ours];
  const desired = makeConfiguration(properties);
  if (mayRepeatRequests) return [...allowAfterRollback(before, deployed, desired), desired];
  return succeeded ? allowAfterSuccess(before, properties, desired) : allowAfterRollback(before, deployed, desired);
}

function allowAfterSuccess(
  { ours, deployedResource }: SourceState,
  properties: Properties,
  desired: ReplicationConfiguration,
): OwnRules[] {
  return [deployedResource && equalValues(deployedResource.properties, stringifyValues(properties)) ? ours : desired];
}

function allowAfterRollback(
  { ours, deployedResource }: SourceState,
  { properties, retain, cancelled }: DeploymentResult,
  desired: ReplicationConfiguration,
): OwnRules[] {
  if (deployedResource) return [ours, makeConfiguration(deployedResource.properties)];
  // Rules that existed before under a given role are kept, as they are declared now. After a cancelled creation, the
  // handler does not know whether the rules existed before.
  const given = properties!.RoleOrigin === 'given';
  const isKept = retain === 'always' || (given && (ours !== undefined || cancelled));
  // Rules of an earlier request under the role of the stack are removed.
  return isKept ? [ours, desired] : [ours, ...(given ? [] : [undefined])];
}

/** Lists the allowed states after a deployment that does not declare the bucket, or after the deletion of the stack. */
export function allowAfterRemoval({ ours, live, deployedResource }: SourceState, askedTwice: boolean): OwnRules[] {
  if (deployedResource === undefined) return [ours];
  const { declared, physicalId, properties } = deployedResource;
  const isKept = declared.retain !== undefined || physicalId.endsWith('/found') || live?.Role !== properties.Role;
  return isKept ? [ours] : [undefined, ...(askedTwice ? [ours] : [])];
}
