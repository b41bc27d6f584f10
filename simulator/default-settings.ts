import { type BucketDirectory } from './buckets/bucket-directory';
import { systemClock } from './clock';
import { SUPPORTED_REGIONS } from './engine/regions';
import { type SimulatorSettings } from './settings';

const SECOND = 1_000;
const DURATION = {
  CreateMultiRegionAccessPoint: 5 * SECOND,
  DeleteMultiRegionAccessPoint: 5 * SECOND,
  PutMultiRegionAccessPointPolicy: 3 * SECOND,
} as const;

const FALLBACK_ACCOUNT = '123456789012';

/** The documented behaviour of S3 and, where the documentation gives no values, a fast service without faults. */
export function createDefaultSettings(ownBuckets: BucketDirectory): SimulatorSettings {
  return {
    clock: systemClock,
    accountForAccessKey: (accessKeyId) => (/^\d{12}$/.test(accessKeyId) ? accessKeyId : FALLBACK_ACCOUNT),
    bucketDirectory: ownBuckets,
    credentials: 'any',
    authorize: () => true,
    decideByIdentity: () => 'allowed',
    findRoleArn: () => undefined,
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
