/** The structures of the S3 Control model for Multi-Region Access Points, with the names of the SDK. */

export type AccessPointStatus =
  'CREATING' | 'READY' | 'INCONSISTENT_ACROSS_REGIONS' | 'PARTIALLY_CREATED' | 'PARTIALLY_DELETED' | 'DELETING';

export type AsyncOperationName =
  'CreateMultiRegionAccessPoint' | 'DeleteMultiRegionAccessPoint' | 'PutMultiRegionAccessPointPolicy';

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export interface RegionReport {
  readonly Bucket: string;
  readonly Region: string;
  readonly BucketAccountId?: string;
}

export interface MultiRegionAccessPointReport {
  readonly Name: string;
  readonly Alias?: string;
  readonly CreatedAt: Date;
  readonly PublicAccessBlock: PublicAccessBlock;
  readonly Status: AccessPointStatus;
  readonly Regions: RegionReport[];
}

export interface CreateAccessPointDetails {
  readonly Name: string;
  readonly PublicAccessBlock?: Partial<PublicAccessBlock>;
  readonly Regions: { readonly Bucket: string; readonly BucketAccountId?: string }[];
}

export interface DeleteAccessPointDetails {
  readonly Name: string;
}

export interface PutPolicyDetails {
  readonly Name: string;
  readonly Policy: string;
}

export interface AsyncRequestParameters {
  readonly CreateMultiRegionAccessPointRequest?: CreateAccessPointDetails;
  readonly DeleteMultiRegionAccessPointRequest?: DeleteAccessPointDetails;
  readonly PutMultiRegionAccessPointPolicyRequest?: PutPolicyDetails;
}

export interface RegionalResponse {
  readonly Name: string;
  readonly RequestStatus: string;
}

export interface AsyncErrorDetails {
  readonly Code: string;
  readonly Message: string;
  readonly Resource: string;
  readonly RequestId: string;
}

export interface AsyncResponseDetails {
  readonly MultiRegionAccessPointDetails: { readonly Regions: RegionalResponse[] };
  readonly ErrorDetails?: AsyncErrorDetails;
}

export interface AsyncOperationReport {
  readonly CreationTime: Date;
  readonly Operation: AsyncOperationName;
  readonly RequestTokenARN: string;
  readonly RequestParameters: AsyncRequestParameters;
  readonly RequestStatus: string;
  readonly ResponseDetails?: AsyncResponseDetails;
}

export interface EstablishedAndProposedPolicies {
  readonly Established?: { readonly Policy: string };
  readonly Proposed?: { readonly Policy: string };
}

export interface Route {
  readonly Bucket: string;
  readonly Region: string;
  readonly TrafficDialPercentage: number;
}
