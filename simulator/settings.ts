import { type BucketDirectory } from './buckets/bucket-directory';
import { type SimulatorClock } from './clock';
import { type ConditionValues } from './model/condition-values';
import { type MultiRegionAccessPointReport, type AsyncOperationName } from './model/control';
import { type ReplicationTask } from './objects/replication/replication-task';
import { type RoleSession } from './services/role-sessions';
import { type Credentials } from './signatures/signed-request';

/** An asynchronous operation that is being accepted. */
export interface IncomingAsyncOperation {
  readonly operation: AsyncOperationName;
  readonly name: string;
  readonly accountId: string;
  /** 1 for the first accepted operation of this kind on this name. */
  readonly attempt: number;
  /** The member Regions that are known. */
  readonly regions: readonly string[];
}

/** The failure of an accepted asynchronous operation. */
export interface AsyncOperationFailure {
  readonly code: string;
  readonly message?: string;
  /** The status words of Regions. Default: FAILED for all Regions, but success for the first Region with `partial`. */
  readonly regions?: Readonly<Record<string, string>>;
  /**
   * The effect of a failed create or delete: no change, or PARTIALLY_CREATED and PARTIALLY_DELETED. Default `nothing`.
   */
  readonly leaves?: 'nothing' | 'partial';
}

/** An IAM action on a resource. */
export interface SimulatedPermission {
  readonly action: string;
  readonly resource: string;
  /** The ARN of the object, or of the bucket with an S3 Bucket Key, which S3 sends to KMS as encryption context. */
  readonly encryptionContext?: string;
}

/** A resource that a request concerns, with its policy. */
export interface ResourceWithPolicy {
  /** The name of a bucket, or the ARN of an access point, a key or a role. */
  readonly name: string;
  readonly accountId: string;
  readonly policy?: string;
}

/** A role with its trust policy as `policy`. */
export interface AssumableRole extends ResourceWithPolicy {
  /** The longest session. Default: one hour, as in IAM. */
  readonly maxSessionSeconds?: number;
}

export interface AuthorizationRequest extends SimulatedPermission {
  /** The access point through which the caller reaches the bucket. */
  readonly accessPoint?: ResourceWithPolicy;
  readonly bucket?: ResourceWithPolicy;
  /** The KMS key or the role that the permission concerns. Its policy must allow the request. */
  readonly required?: ResourceWithPolicy;
  /** The condition keys that the request decides, such as the tags of an object. Default: none is known. */
  readonly conditions?: ConditionValues;
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
  /** The session of the caller, if its access key is temporary, or the role of a service. */
  readonly session?: Pick<RoleSession, 'roleArn' | 'arn' | 'policy'>;
}

/** Whether a request is allowed. A denial contains the reason, which the message of the error contains. */
export type AuthorizationDecision = boolean | { readonly denial: string };

/** A request of a principal, without the resource policies. */
export interface IdentityRequest extends SimulatedPermission {
  readonly principalArn: string;
  /** The values of condition keys, by the names in lower case. */
  readonly context: ConditionValues;
}

/** `not-allowed`: no statement allows the action. `denied`: a statement denies it. */
export type IdentityDecision = 'allowed' | 'not-allowed' | 'denied';

/** Whether the request itself returns an error, or the asynchronous operation fails with it later. */
export type RefusalTiming = 'synchronous' | 'asynchronous';

/**
 * The behaviour of the simulated service, which can change at any time. Undocumented behaviour of AWS is a setting too.
 */
export interface SimulatorSettings {
  /** The source of time. Default: real time. */
  readonly clock: SimulatorClock;
  /** The time of the clients of CloudWatch, which a request names. Default: real time, also with another clock. */
  readonly clientTime: () => number;
  /**
   * Returns the account of an access key, for S3 requests without an account. Default: the key itself if it has twelve
   * digits, else 123456789012.
   */
  readonly accountForAccessKey: (accessKeyId: string) => string;
  /** The directory of member buckets. Default: the buckets of the simulator. */
  readonly bucketDirectory: BucketDirectory;
  /**
   * The credentials with which S3 requests can be signed. Default `any`: signatures are not verified, and signed chunks
   * are refused.
   */
  readonly credentials: 'any' | readonly Credentials[];
  /** Whether the caller has a permission. Called once for each action of an operation. Default: yes. */
  readonly authorize: (request: AuthorizationRequest) => AuthorizationDecision;
  /** Whether the policies of a principal allow an action, for the policy simulation of IAM. Default: `allowed`. */
  readonly decideByIdentity: (request: IdentityRequest) => IdentityDecision;
  /** Returns the ARN of a role. Default: no role exists. */
  readonly findRoleArn: (accountId: string, roleName: string) => string | undefined;
  /** Returns a role with its trust policy. Default: no role exists. */
  readonly findRole: (arn: string) => AssumableRole | undefined;
  /**
   * Returns a KMS key with its ARN as `name`. Without a policy, all principals of the account that owns the key may use
   * it. Default: such a key, with the Region and account of the bucket unless the id is an ARN.
   */
  readonly findKey: (keyId: string, region: string, accountId: string) => ResourceWithPolicy;
  /** The state of a KMS key. Default: Enabled. */
  readonly keyState: (keyId: string) => 'Enabled' | 'Disabled' | 'PendingDeletion';

  /** The duration of an accepted operation. Default: 5 s for create and delete, 3 s for a policy. */
  readonly duration: (call: IncomingAsyncOperation) => number;
  /** The status words of an operation in progress, with equal shares of its duration. Default INPROGRESS. */
  readonly pendingStatuses: readonly string[];
  /** The status word for success: SUCCEEDED (default) or SUCCESS. */
  readonly successStatus: string;
  /** Makes an accepted operation fail at its end, in addition to failures caused by the state. Default: none. */
  readonly asyncFailure: (call: IncomingAsyncOperation) => AsyncOperationFailure | undefined;
  /** The time until Get and List return a new access point. Default 0. */
  readonly visibilityLagMs: number;
  /** The time for which an access point stays CREATING after its operation succeeded. Default 0. */
  readonly readyLagMs: number;
  /** The time for which an access point stays DELETING after its operation succeeded. Default 0. */
  readonly goneLagMs: number;
  /** The final status of a created access point. Default READY. */
  readonly finalStatus: (accessPoint: MultiRegionAccessPointReport) => 'READY' | 'INCONSISTENT_ACROSS_REGIONS';
  /** The time for which a ClientToken is valid. Default: unlimited. */
  readonly clientTokenRetentionMs: number;

  /** When S3 refuses a name that exists. Default `asynchronous`. */
  readonly duplicateName: RefusalTiming;
  /**
   * The error of a create while an access point of that name is being created or deleted. Default `operation-aborted`.
   */
  readonly createInFlight: 'operation-aborted' | 'already-owned';
  /** The effect of a create with the same details on a PARTIALLY_CREATED access point. Default `resumes`. */
  readonly createOverPartial: 'resumes' | 'already-owned';
  /** When S3 refuses to delete or change an access point that does not exist. Default `synchronous`. */
  readonly missingAccessPoint: RefusalTiming;
  /** When S3 refuses a second mutation of an access point. Default `synchronous`: 409 OperationAborted. */
  readonly conflict: RefusalTiming;
  /** Whether two mutations conflict. Default: all conflict, but a policy in progress does not block routes. */
  readonly conflicts: (
    inFlight: AsyncOperationName, incoming: AsyncOperationName | 'SubmitMultiRegionAccessPointRoutes',
  ) => boolean;
  /** The error of a call that is signed for a wrong Region. Default `redirect`: 301 PermanentRedirect. */
  readonly wrongRegion: 'redirect' | 'bad-request';

  /** Opt-in Regions that are not enabled. S3 refuses a member there with 403 InvalidRegion. Default: none. */
  readonly disabledRegions: readonly string[];
  /** The Regions of member buckets. Default: the 29 documented Regions. */
  readonly supportedRegions: readonly string[];
  /** The maximum number of access points per account. Default 100. */
  readonly maxAccessPoints: number;
  /** The maximum number of members per access point. Default 17. */
  readonly maxRegions: number;
  /** The value of a flag that is missing in a PublicAccessBlock. Default false. Without a block, all flags are true. */
  readonly omittedBlockFlag: boolean;
  /** Whether Get and List return the owner of buckets in the same account. Default `shown`. */
  readonly ownBucketAccountId: 'shown' | 'omitted';
  /** Whether Get and List return the alias of an access point that is CREATING. Default `shown`. */
  readonly aliasWhileCreating: 'shown' | 'omitted';
  /** Whether Describe returns the parameters of a create as sent or with a complete block. Default `as-sent`. */
  readonly requestParameters: 'as-sent' | 'with-defaults';

  /** The time from the success of its operation until a policy is established. Default 0. */
  readonly policyLagMs: number;
  /** When S3 reports problems of a policy. Default `asynchronous`. */
  readonly policyChecks: RefusalTiming;
  /** Whether a principal exists in IAM. Default: yes. */
  readonly principalExists: (principal: string, now: number) => boolean;
  /** Whether S3 checks that statements name this access point. Default `checked`. */
  readonly policyResources: 'checked' | 'ignored';
  /** Whether S3 rejects a public policy if BlockPublicPolicy is on. Default `rejected`: AccessDenied. */
  readonly publicPolicies: 'rejected' | 'accepted';
  /** The maximum size of a policy. Default 20 KB, as for Regional access points. */
  readonly maxPolicyBytes: number;
  /**
   * The answer of Get policy before the first policy. Default `empty`. `error`: 404 NoSuchMultiRegionAccessPointPolicy.
   */
  readonly noPolicy: 'empty' | 'error';
  /** Whether the proposed policy is discarded if its operation fails. Default `discarded`. */
  readonly failedPolicy: 'discarded' | 'stays';
  /** Whether Get policy returns the proposed policy when it is the established policy. Default `shown`. */
  readonly establishedProposal: 'shown' | 'omitted';

  /**
   * The time for which a control Region returns the previous routes after a submit. AWS documents 120 s. Default 2 s.
   */
  readonly routesLagMs: (controlRegion: string) => number;
  /** The time for which an accepted submit makes other submits fail with 409 OperationAborted. Default 2 s. */
  readonly routesConflictMs: number;

  /** The time until CloudTrail returns an event. AWS documents about 5 minutes on average. Default 5 minutes. */
  readonly eventHistoryLagMs: number;

  /** The time for which reads return the previous replication configuration after a change. Default 0. */
  readonly replicationLagMs: number;
  /** The time after its creation for which replication treats a bucket as unversioned. Default 0. */
  readonly versioningLagMs: number;
  /** The time until a replication rule copies a version, for each pair of Regions. Default 5 s. */
  readonly copyLagMs: (sourceRegion: string, destinationRegion: string) => number;
  /** The error code of a copy that fails, such as `DstKmsKeyNotFound`. Default: none. */
  readonly copyFailure: (task: ReplicationTask) => string | undefined;

  /** The time until a job of S3 Batch Operations has listed its objects. Default 2 s. */
  readonly jobPreparationMs: number;

  /** The member Region that is nearest to a caller. Default: none, so that the first active member answers. */
  readonly nearestRegion: (caller: string | undefined) => string | undefined;
}
