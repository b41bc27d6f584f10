import { type BucketDirectory } from './buckets/directory';
import { type Clock } from './clock';
import { type AccessPointReport, type AsyncOperationName } from './model/control';

/** An asynchronous operation as it is taken on. */
export interface AsyncCall {
  readonly operation: AsyncOperationName;
  readonly name: string;
  readonly accountId: string;
  /** 1 for the first accepted operation of this kind on this name. */
  readonly attempt: number;
  /** The member Regions, as far as they are known. */
  readonly regions: readonly string[];
}

/** How an asynchronous operation that was accepted ends badly. */
export interface AsyncFailure {
  readonly code: string;
  readonly message?: string;
  /** The status words of single Regions. Default: all FAILED, and with `partial` the first one as the word for success. */
  readonly regions?: Readonly<Record<string, string>>;
  /** What a failed create or delete leaves: nothing changed, or PARTIALLY_CREATED and PARTIALLY_DELETED. Default `nothing`. */
  readonly leaves?: 'nothing' | 'partial';
}

/** One IAM question: may the caller do this? */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

export interface AuthorizationRequest extends Permission {
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
}

/** When an error that both styles can carry is reported: by the request itself, or by the operation it began. */
export type Reported = 'synchronous' | 'asynchronous';

/** Everything about the simulated service that can be switched, at any time. What AWS leaves unsaid is a setting too. */
export interface Settings {
  /** Where time comes from. Default: real time. */
  readonly clock: Clock;
  /** The account an access key belongs to, for the S3 requests that name none. Default: the key itself if it has twelve digits, else 123456789012. */
  readonly accountOf: (accessKeyId: string) => string;
  /** Where member buckets are looked up. Default: the simulator's own buckets. */
  readonly bucketDirectory: BucketDirectory;
  /** May the caller do this? Asked once for every action an operation needs. Default: yes. */
  readonly authorize: (request: AuthorizationRequest) => boolean;

  /** How long an accepted operation takes. Default: 5 s for create and delete, 3 s for a policy. */
  readonly duration: (call: AsyncCall) => number;
  /** The words for an operation under way, spread evenly over its duration. Default INPROGRESS. */
  readonly pendingStatuses: readonly string[];
  /** The word for success: SUCCEEDED (default) or SUCCESS. */
  readonly successStatus: string;
  /** Lets an accepted operation fail at its end. What follows from state fails by itself. Default: nothing more fails. */
  readonly asyncFailure: (call: AsyncCall) => AsyncFailure | undefined;
  /** How long a new access point stays out of Get and List. Default 0. */
  readonly visibilityLagMs: number;
  /** How long an access point stays CREATING after its operation succeeded. Default 0. */
  readonly readyLagMs: number;
  /** How long an access point stays DELETING after its operation succeeded. Default 0. */
  readonly goneLagMs: number;
  /** What a created access point becomes. Default READY. */
  readonly finalStatus: (accessPoint: AccessPointReport) => 'READY' | 'INCONSISTENT_ACROSS_REGIONS';
  /** How long a ClientToken is remembered. Default: for ever. */
  readonly clientTokenRetentionMs: number;

  /** How a name that is taken is refused. Default `asynchronous`. */
  readonly duplicateName: Reported;
  /** What a create over a name being created or deleted is told. Default `operation-aborted`. */
  readonly createInFlight: 'operation-aborted' | 'already-owned';
  /** What a create with the same details does to a PARTIALLY_CREATED access point. Default `resumes`. */
  readonly createOverPartial: 'resumes' | 'already-owned';
  /** How a delete or policy for a name that does not exist is refused. Default `synchronous`. */
  readonly missingAccessPoint: Reported;
  /** How a second mutation of one access point in flight is refused. Default `synchronous`: 409 OperationAborted. */
  readonly conflict: Reported;
  /** Which mutations get in each other's way. Default: all, but a policy under way does not hold up routes. */
  readonly conflicts: (inFlight: AsyncOperationName, incoming: AsyncOperationName | 'SubmitMultiRegionAccessPointRoutes') => boolean;
  /** What a call signed for a Region that does not answer it gets. Default `redirect`: 301 PermanentRedirect. */
  readonly wrongRegion: 'redirect' | 'bad-request';

  /** Opt-in Regions that are not enabled: a member there is refused with 403 InvalidRegion. Default: none. */
  readonly disabledRegions: readonly string[];
  /** Regions whose buckets may be members. Default: the 29 documented ones. */
  readonly supportedRegions: readonly string[];
  /** Access points per account. Default 100. */
  readonly maxAccessPoints: number;
  /** Members per access point. Default 17. */
  readonly maxRegions: number;
  /** What a flag left out of a given PublicAccessBlock means. Default false; a block left out as a whole means all true. */
  readonly omittedBlockFlag: boolean;
  /** Whether Get and List name the owner of buckets of the same account. Default `shown`. */
  readonly ownBucketAccountId: 'shown' | 'omitted';
  /** Whether an access point that is CREATING shows its alias. Default `shown`. */
  readonly aliasWhileCreating: 'shown' | 'omitted';
  /** Whether Describe repeats a create as it was sent or with its public access block filled in. Default `as-sent`. */
  readonly requestParameters: 'as-sent' | 'with-defaults';

  /** How long after its operation succeeded a policy becomes the established one. Default 0. */
  readonly policyLagMs: number;
  /** When policies are checked. Default `asynchronous`. */
  readonly policyChecks: Reported;
  /** Does IAM know this principal yet? Default: yes. */
  readonly principalExists: (principal: string, now: number) => boolean;
  /** Whether statements must name this access point. Default `checked`. */
  readonly policyResources: 'checked' | 'ignored';
  /** What a public policy meets where BlockPublicPolicy is on. Default `rejected`: AccessDenied. */
  readonly publicPolicies: 'rejected' | 'accepted';
  /** Longer policies are malformed. Default 20 KB, as for Regional access points. */
  readonly maxPolicyBytes: number;
  /** What Get policy answers before the first policy. Default `empty`; `error` is 404 NoSuchMultiRegionAccessPointPolicy. */
  readonly noPolicy: 'empty' | 'error';
  /** What becomes of the proposed policy when its operation fails. Default `discarded`. */
  readonly failedPolicy: 'discarded' | 'stays';

  /** How long after a submit a control Region still shows the former routes; S3 speaks of up to 120 s. Default 2 s. */
  readonly routesLagMs: (controlRegion: string) => number;
  /** For how long an accepted submit makes others fail with 409 OperationAborted. Default 0: submits one after another never overlap. */
  readonly routesConflictMs: number;

  /** How long after a change of a bucket's replication a read still shows the former one. Default 0. */
  readonly replicationLagMs: number;
  /** How long after its creation a bucket counts as not versioned where replication asks. Default 0. */
  readonly versioningLagMs: number;
}
