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

export interface AccessPointReport {
  readonly Name: string;
  readonly Alias?: string;
  readonly CreatedAt: Date;
  readonly PublicAccessBlock: PublicAccessBlock;
  readonly Status: AccessPointStatus;
  readonly Regions: RegionReport[];
}

export interface CreateDetails {
  readonly Name: string;
  readonly PublicAccessBlock?: Partial<PublicAccessBlock>;
  readonly Regions: { readonly Bucket: string; readonly BucketAccountId?: string }[];
}

export interface DeleteDetails {
  readonly Name: string;
}

export interface PutPolicyDetails {
  readonly Name: string;
  readonly Policy: string;
}

export interface RequestParameters {
  readonly CreateMultiRegionAccessPointRequest?: CreateDetails;
  readonly DeleteMultiRegionAccessPointRequest?: DeleteDetails;
  readonly PutMultiRegionAccessPointPolicyRequest?: PutPolicyDetails;
}

export interface RegionalResponse {
  readonly Name: string;
  readonly RequestStatus: string;
}

export interface ErrorDetails {
  readonly Code: string;
  readonly Message: string;
  readonly Resource: string;
  readonly RequestId: string;
}

export interface ResponseDetails {
  readonly MultiRegionAccessPointDetails: { readonly Regions: RegionalResponse[] };
  readonly ErrorDetails?: ErrorDetails;
}

export interface AsyncOperationReport {
  readonly CreationTime: Date;
  readonly Operation: AsyncOperationName;
  readonly RequestTokenARN: string;
  readonly RequestParameters: RequestParameters;
  readonly RequestStatus: string;
  readonly ResponseDetails?: ResponseDetails;
}

export interface PolicyDocuments {
  readonly Established?: { readonly Policy: string };
  readonly Proposed?: { readonly Policy: string };
}

export interface Route {
  readonly Bucket: string;
  readonly Region: string;
  readonly TrafficDialPercentage: number;
}
