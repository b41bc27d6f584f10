import { type BucketSettingOperations } from './bucket-settings';
import { type ConditionValues } from './condition-values';
import {
  type MultiRegionAccessPointReport, type AsyncOperationReport, type EstablishedAndProposedPolicies,
  type PublicAccessBlock, type Route,
} from './control';
import { type JobOperations } from './jobs';
import { type ObjectOperations } from './objects';
import { type ReplicationConfiguration } from './replication';

/** A request from a client, in which any member can be undefined or missing. */
export type DeepPartial<T> = T extends readonly (infer Item)[]
  ? readonly DeepPartial<Item>[]
  : T extends object ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined } : T;

interface MutationRequest<Details> {
  readonly AccountId: string;
  readonly ClientToken: string;
  readonly Details: Details;
}

interface CreateRequest {
  readonly Name: string;
  readonly PublicAccessBlock: PublicAccessBlock;
  readonly Regions: readonly { readonly Bucket: string; readonly BucketAccountId: string }[];
}

interface NameRequest {
  readonly AccountId: string;
  readonly Name: string;
}

interface RoutesRequest {
  readonly AccountId: string;
  readonly Mrap: string;
}

/** A bucket and its expected owner. */
type OwnedBucketRequest = DeepPartial<{ Bucket: string; ExpectedBucketOwner: string }>;

export interface AsyncOperationOutput {
  readonly RequestTokenARN: string;
}

export interface ListedBucket {
  readonly Name: string;
  readonly CreationDate: Date;
  readonly BucketRegion: string;
}

export type BucketVersioningStatus = 'Enabled' | 'Suspended';

/**
 * All operations of the simulator: ten operations of Multi-Region Access Points, then the operations of member buckets,
 * of objects and of jobs.
 */
export interface SimulatedOperations extends ObjectOperations, BucketSettingOperations, JobOperations {
  CreateMultiRegionAccessPoint: { input: DeepPartial<MutationRequest<CreateRequest>>; output: AsyncOperationOutput };
  DeleteMultiRegionAccessPoint: { input: DeepPartial<MutationRequest<{ Name: string }>>; output: AsyncOperationOutput };
  PutMultiRegionAccessPointPolicy: {
    input: DeepPartial<MutationRequest<{ Name: string; Policy: string }>>;
    output: AsyncOperationOutput;
  };
  DescribeMultiRegionAccessPointOperation: {
    input: DeepPartial<{ AccountId: string; RequestTokenARN: string }>;
    output: { readonly AsyncOperation: AsyncOperationReport };
  };
  GetMultiRegionAccessPoint: {
    input: DeepPartial<NameRequest>;
    output: { readonly AccessPoint: MultiRegionAccessPointReport };
  };
  ListMultiRegionAccessPoints: {
    input: DeepPartial<{ AccountId: string; MaxResults: number; NextToken: string }>;
    output: { readonly AccessPoints: MultiRegionAccessPointReport[]; readonly NextToken?: string };
  };
  GetMultiRegionAccessPointPolicy: {
    input: DeepPartial<NameRequest>;
    output: { readonly Policy: EstablishedAndProposedPolicies };
  };
  GetMultiRegionAccessPointPolicyStatus: {
    input: DeepPartial<NameRequest>;
    output: { readonly Established: { readonly IsPublic: boolean } };
  };
  GetMultiRegionAccessPointRoutes: {
    input: DeepPartial<RoutesRequest>;
    output: { readonly Mrap: string; readonly Routes: Route[] };
  };
  SubmitMultiRegionAccessPointRoutes: { input: DeepPartial<RoutesRequest & { RouteUpdates: Route[] }>; output: object };
  CreateBucket: {
    input: DeepPartial<{
      Bucket: string; CreateBucketConfiguration: { LocationConstraint: string }; ObjectLockEnabledForBucket: boolean;
    }>;
    output: { readonly Location: string };
  };
  HeadBucket: { input: OwnedBucketRequest; output: { readonly BucketRegion: string } };
  ListBuckets: { input: object; output: { readonly Owner: { readonly ID: string }; readonly Buckets: ListedBucket[] } };
  GetBucketLocation: { input: OwnedBucketRequest; output: { readonly LocationConstraint?: string } };
  PutBucketVersioning: {
    input: OwnedBucketRequest & DeepPartial<{ VersioningConfiguration: { Status: string } }>;
    output: object;
  };
  GetBucketVersioning: { input: OwnedBucketRequest; output: { readonly Status?: BucketVersioningStatus } };
  GetBucketReplication: {
    input: OwnedBucketRequest;
    output: { readonly ReplicationConfiguration: ReplicationConfiguration };
  };
  PutBucketReplication: {
    input: OwnedBucketRequest & DeepPartial<{ ReplicationConfiguration: ReplicationConfiguration }>;
    output: object;
  };
  DeleteBucketReplication: { input: OwnedBucketRequest; output: object };
  DeleteBucket: { input: OwnedBucketRequest; output: object };
}

export type SimulatedOperationName = keyof SimulatedOperations;
export type SimulatedOperationInput<O extends SimulatedOperationName> = SimulatedOperations[O]['input'];
export type SimulatedOperationOutput<O extends SimulatedOperationName> = SimulatedOperations[O]['output'];

/** The caller, and the Region for which the request is signed. */
export interface SimulatedCallContext {
  readonly accountId: string;
  readonly region: string;
  /** The access key or another name of the caller. */
  readonly caller?: string;
  /** The time of the signature. Undefined if the call did not arrive over HTTP. */
  readonly signedAt?: number;
  /** The member Region that is nearest to the caller. Default: the setting `nearestRegion`. */
  readonly nearestRegion?: string;
  /** Whether the caller confirms that it pays for the request. */
  readonly paysForRequest?: boolean;
  /** The condition keys whose values are in the HTTP request, by the names in lower case. */
  readonly conditions?: ConditionValues;
}

/** One call of an operation. */
export interface SimulatedCall<O extends SimulatedOperationName> extends SimulatedCallContext {
  readonly operation: O;
  readonly input: SimulatedOperationInput<O>;
  readonly at: number;
  readonly requestId: string;
}
