import {
  type AccessPointReport, type AsyncOperationReport, type PolicyDocuments, type PublicAccessBlock, type Route,
} from './control';
import { type ReplicationConfiguration } from './replication';

/** A request as it may arrive: the SDK's types leave any member undefined, and other clients leave members out. */
export type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object ? { readonly [K in keyof T]?: Loose<T[K]> | undefined } : T;

interface Mutation<Details> {
  readonly AccountId: string;
  readonly ClientToken: string;
  readonly Details: Details;
}

interface CreateRequest {
  readonly Name: string;
  readonly PublicAccessBlock: PublicAccessBlock;
  readonly Regions: readonly { readonly Bucket: string; readonly BucketAccountId: string }[];
}

interface Named {
  readonly AccountId: string;
  readonly Name: string;
}

interface Routed {
  readonly AccountId: string;
  readonly Mrap: string;
}

/** A bucket, and who must own it for the call to be answered. */
type OfBucket = Loose<{ Bucket: string; ExpectedBucketOwner: string }>;

export interface Accepted {
  readonly RequestTokenARN: string;
}

export interface BucketReport {
  readonly Name: string;
  readonly CreationDate: Date;
  readonly BucketRegion: string;
}

export type Versioning = 'Enabled' | 'Suspended';

/** Every operation the simulator answers: the ten of Multi-Region Access Points, then those of the member buckets. */
export interface Operations {
  CreateMultiRegionAccessPoint: { input: Loose<Mutation<CreateRequest>>; output: Accepted };
  DeleteMultiRegionAccessPoint: { input: Loose<Mutation<{ Name: string }>>; output: Accepted };
  PutMultiRegionAccessPointPolicy: { input: Loose<Mutation<{ Name: string; Policy: string }>>; output: Accepted };
  DescribeMultiRegionAccessPointOperation: {
    input: Loose<{ AccountId: string; RequestTokenARN: string }>;
    output: { readonly AsyncOperation: AsyncOperationReport };
  };
  GetMultiRegionAccessPoint: { input: Loose<Named>; output: { readonly AccessPoint: AccessPointReport } };
  ListMultiRegionAccessPoints: {
    input: Loose<{ AccountId: string; MaxResults: number; NextToken: string }>;
    output: { readonly AccessPoints: AccessPointReport[]; readonly NextToken?: string };
  };
  GetMultiRegionAccessPointPolicy: { input: Loose<Named>; output: { readonly Policy: PolicyDocuments } };
  GetMultiRegionAccessPointPolicyStatus: { input: Loose<Named>; output: { readonly Established: { readonly IsPublic: boolean } } };
  GetMultiRegionAccessPointRoutes: { input: Loose<Routed>; output: { readonly Mrap: string; readonly Routes: Route[] } };
  SubmitMultiRegionAccessPointRoutes: { input: Loose<Routed & { RouteUpdates: Route[] }>; output: object };
  CreateBucket: {
    input: Loose<{ Bucket: string; CreateBucketConfiguration: { LocationConstraint: string } }>;
    output: { readonly Location: string };
  };
  HeadBucket: { input: Loose<{ Bucket: string }>; output: { readonly BucketRegion: string } };
  ListBuckets: { input: object; output: { readonly Owner: { readonly ID: string }; readonly Buckets: BucketReport[] } };
  GetBucketLocation: { input: Loose<{ Bucket: string }>; output: { readonly LocationConstraint?: string } };
  PutBucketVersioning: { input: Loose<{ Bucket: string; VersioningConfiguration: { Status: string } }>; output: object };
  GetBucketVersioning: { input: Loose<{ Bucket: string }>; output: { readonly Status?: Versioning } };
  GetBucketReplication: { input: OfBucket; output: { readonly ReplicationConfiguration: ReplicationConfiguration } };
  PutBucketReplication: { input: OfBucket & Loose<{ ReplicationConfiguration: ReplicationConfiguration }>; output: object };
  DeleteBucketReplication: { input: OfBucket; output: object };
  DeleteBucket: { input: Loose<{ Bucket: string }>; output: object };
}

export type OperationName = keyof Operations;
export type Input<O extends OperationName> = Operations[O]['input'];
export type Output<O extends OperationName> = Operations[O]['output'];

/** Who calls, and in which Region the request is signed. */
export interface CallContext {
  readonly accountId: string;
  readonly region: string;
  /** The access key, or whatever else names the caller. */
  readonly caller?: string;
}

/** One call as the operations see it. */
export interface Call<O extends OperationName> extends CallContext {
  readonly operation: O;
  readonly input: Input<O>;
  readonly at: number;
  readonly requestId: string;
}
