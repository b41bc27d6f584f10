import { type BucketDirectory } from './buckets/bucket-directory';
import { systemClock } from './clock';
import { SUPPORTED_REGIONS } from './engine/regions';
import { type AuthorizationRequest, type ResourceWithPolicy, type SimulatorSettings } from './settings';

const SECOND = 1_000;
const DURATION = {
  CreateMultiRegionAccessPoint: 5 * SECOND,
  DeleteMultiRegionAccessPoint: 5 * SECOND,
  PutMultiRegionAccessPointPolicy: 3 * SECOND,
} as const;

const FALLBACK_ACCOUNT = '123456789012';

/** Without policies, only the account that owns a resource has access. */
function allowOwnAccount({ accessPoint, bucket, required, accountId }: AuthorizationRequest): boolean {
  const { accountId: owner = accountId } = accessPoint ?? bucket ?? required ?? {};
  return owner === accountId;
}

function describeKey(keyId: string, region: string, accountId: string): ResourceWithPolicy {
  const [, , , , owner = accountId] = keyId.split(':');
  const name = keyId.startsWith('arn:') ? keyId : `arn:aws:kms:${region}:${accountId}:key/${keyId}`;
  return { name, accountId: owner };
}

/** The documented behaviour of S3 and, where the documentation gives no values, a fast service without faults. */
export function createDefaultSettings(ownBuckets: BucketDirectory): SimulatorSettings {
  return {
    clock: systemClock,
    clientTime: () => Date.now(),
    accountForAccessKey: (accessKeyId) => (/^\d{12}$/.test(accessKeyId) ? accessKeyId : FALLBACK_ACCOUNT),
    bucketDirectory: ownBuckets,
    credentials: 'any',
    authorize: allowOwnAccount,
    decideByIdentity: () => 'allowed',
    findRoleArn: () => undefined,
    findRole: () => undefined,
    findKey: describeKey,
    keyState: () => 'Enabled',
    duration: ({ operation }) => DURATION[operation],
    pendingStatuses: ['INPROGRESS'],
    successStatus: 'SUCCEEDED',
    asyncFailure: () => undefined,
    visibilityLagMs: 0,
    readyLagMs: 0,
    goneLagMs: 0,
    finalStatus: () => 'READY',
    clientTokenRetentionMs: Infinity,
    duplicateName: 'asynchronous',
    createInFlight: 'operation-aborted',
    createOverPartial: 'resumes',
    missingAccessPoint: 'synchronous',
    conflict: 'synchronous',
    conflicts: (inFlight, incoming) =>
      inFlight !== 'PutMultiRegionAccessPointPolicy' || incoming !== 'SubmitMultiRegionAccessPointRoutes',
    wrongRegion: 'redirect',
    disabledRegions: [],
    supportedRegions: SUPPORTED_REGIONS,
    maxAccessPoints: 100,
    maxRegions: 17,
    omittedBlockFlag: false,
    ownBucketAccountId: 'shown',
    aliasWhileCreating: 'shown',
    requestParameters: 'as-sent',
    policyLagMs: 0,
    policyChecks: 'asynchronous',
    principalExists: () => true,
    policyResources: 'checked',
    publicPolicies: 'rejected',
    maxPolicyBytes: 20 * 1_024,
    noPolicy: 'empty',
    failedPolicy: 'discarded',
    establishedProposal: 'shown',
    routesLagMs: () => 2 * SECOND,
    routesConflictMs: 2 * SECOND,
    eventHistoryLagMs: 5 * 60 * SECOND,
    replicationLagMs: 0,
    versioningLagMs: 0,
    copyLagMs: () => 5 * SECOND,
    copyFailure: () => undefined,
    jobPreparationMs: 2 * SECOND,
    nearestRegion: () => undefined,
  };
}
