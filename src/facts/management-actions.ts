import { type Fact, SERVICE_AUTHORIZATION } from './source';

/** What a statement that allows a management action must name. */
export type ActionResource =
  /** The access point's ARN, which holds the alias; the alias is unknown until it exists. */
  | 'access-point'
  /** The ARN of the asynchronous request. */
  | 'async-request'
  /** The action takes no resource: IAM accepts `*` only. */
  | 'any';

export interface ManagementAction extends Fact {
  readonly action: string;
  readonly resource: ActionResource;
}

/** The actions that manage access points, as IAM scopes them. */
export const MANAGEMENT_ACTIONS: readonly ManagementAction[] = [
  { action: 's3:CreateMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:DeleteMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:DescribeMultiRegionAccessPointOperation', resource: 'async-request', source: SERVICE_AUTHORIZATION },
  { action: 's3:GetMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:GetMultiRegionAccessPointPolicy', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:GetMultiRegionAccessPointPolicyStatus', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:GetMultiRegionAccessPointRoutes', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:ListMultiRegionAccessPoints', resource: 'any', source: SERVICE_AUTHORIZATION },
  { action: 's3:PutMultiRegionAccessPointPolicy', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  { action: 's3:SubmitMultiRegionAccessPointRoutes', resource: 'access-point', source: SERVICE_AUTHORIZATION },
  // Asked of everyone who manages access points.
  { action: 's3:ListAllMyBuckets', resource: 'any', source: SERVICE_AUTHORIZATION },
];
