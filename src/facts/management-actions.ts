import { type SourcedFact, SERVICE_AUTHORIZATION_SOURCE } from './source';

/** The resource that a statement for a management action must contain. */
export type ActionResource =
  /** The ARN of the access point, which contains the alias. S3 generates the alias during the creation. */
  | 'access-point'
  /** The ARN of the asynchronous request. */
  | 'async-request'
  /** `*`, because the action supports no resource. */
  | 'any';

export interface ManagementAction extends SourcedFact {
  readonly action: string;
  readonly resource: ActionResource;
}

/** The actions that manage access points, with their resources in IAM. */
export const MANAGEMENT_ACTIONS: readonly ManagementAction[] = [
  { action: 's3:CreateMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  { action: 's3:DeleteMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  {
    action: 's3:DescribeMultiRegionAccessPointOperation',
    resource: 'async-request',
    source: SERVICE_AUTHORIZATION_SOURCE,
  },
  { action: 's3:GetMultiRegionAccessPoint', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  { action: 's3:GetMultiRegionAccessPointPolicy', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  {
    action: 's3:GetMultiRegionAccessPointPolicyStatus',
    resource: 'access-point',
    source: SERVICE_AUTHORIZATION_SOURCE,
  },
  { action: 's3:GetMultiRegionAccessPointRoutes', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  { action: 's3:ListMultiRegionAccessPoints', resource: 'any', source: SERVICE_AUTHORIZATION_SOURCE },
  { action: 's3:PutMultiRegionAccessPointPolicy', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  { action: 's3:SubmitMultiRegionAccessPointRoutes', resource: 'access-point', source: SERVICE_AUTHORIZATION_SOURCE },
  // All principals that manage access points need this action.
  { action: 's3:ListAllMyBuckets', resource: 'any', source: SERVICE_AUTHORIZATION_SOURCE },
];
