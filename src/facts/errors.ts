import { makeS3ApiReferenceSource, type SourcedFact, makeS3UserGuideSource, type VerifiedSource } from './source';

/** The way in which S3 reports an error. */
export type ErrorChannel =
  /** In the response to the call. */
  | 'call'
  /** In the description of an asynchronous operation, with HTTP status 200. */
  | 'operation'
  | 'both';

export interface ErrorFact extends SourcedFact {
  readonly code: string;
  readonly channel: ErrorChannel;
  /** The HTTP status of the error if S3 reports it in the response to the call. */
  readonly status?: number;
  /** The operations that the advice is about; default: all operations. */
  readonly operations?: readonly string[];
  /** The action for users, as the end of a message: an imperative without a full stop. */
  readonly advice: string;
}

const ERRORS = makeS3ApiReferenceSource('ErrorResponses');
const FAILOVER_ERRORS = makeS3UserGuideSource('mrap-failover-errors');
const REDIRECT: VerifiedSource = {
  url: 'https://github.com/gruntwork-io/cloud-nuke/issues/667',
  date: '2024-03-21',
  verified: '2026-11-28',
};

const ROUTES_OPERATIONS = ['GetMultiRegionAccessPointRoutes', 'SubmitMultiRegionAccessPointRoutes'];

/** The errors of the management operations, in alphabetical order of their codes. */
export const ERRORS_OF_S3: readonly ErrorFact[] = [
  {
    code: 'AccessDenied',
    channel: 'both',
    status: 403,
    advice:
      'allow the action for the role in the message, and exempt the role from service control policies that deny '
      + 'Regions '
      + '(us-west-2, and the control Regions for routes)',
    source: ERRORS,
  },
  {
    code: 'ClientTokenConflict',
    channel: 'call',
    status: 409,
    advice: 'S3 has received another request with the same client token; deploy again',
    source: ERRORS,
  },
  { code: 'InternalErrors', channel: 'operation', advice: 'S3 had an internal failure; deploy again', source: ERRORS },
  {
    code: 'InvalidRegion',
    channel: 'call',
    status: 403,
    advice: 'enable the opt-in Region in this account and in the account of every member bucket',
    source: makeS3UserGuideSource('ConfiguringMrapOptInRegions'),
  },
  {
    code: 'InvalidRequest',
    channel: 'call',
    status: 400,
    operations: ROUTES_OPERATIONS,
    advice: 'keep at least one Region active, and name only members of the access point',
    source: FAILOVER_ERRORS,
  },
  {
    code: 'MalformedPolicy',
    channel: 'both',
    status: 400,
    advice: 'name only principals that exist, and only this access point and its objects',
    source: ERRORS,
  },
  {
    code: 'MethodNotAllowed',
    channel: 'call',
    status: 405,
    operations: ROUTES_OPERATIONS,
    advice: 'remove the routes, because an access point with one Region cannot fail over',
    source: FAILOVER_ERRORS,
  },
  {
    code: 'MultiRegionAccessPointAlreadyOwnedByYou',
    channel: 'operation',
    advice: 'choose another name, or adopt the existing access point with ExistingAccessPointPolicy.ADOPT',
    source: ERRORS,
  },
  {
    code: 'MultiRegionAccessPointModifiedByAnotherRequest',
    channel: 'operation',
    advice: 'deploy again, because another change was in progress',
    source: ERRORS,
  },
  {
    code: 'MultiRegionAccessPointNotReady',
    channel: 'operation',
    advice: 'wait until the access point is READY and deploy again',
    source: ERRORS,
  },
  {
    code: 'MultiRegionAccessPointSameBucketRegion',
    channel: 'operation',
    advice: 'keep one bucket per Region',
    source: ERRORS,
  },
  {
    code: 'MultiRegionAccessPointUnsupportedRegion',
    channel: 'operation',
    advice: 'use buckets in Regions that Multi-Region Access Points support',
    source: ERRORS,
  },
  {
    code: 'NoSuchAsyncRequest',
    channel: 'call',
    status: 404,
    advice: 'verify the token, which does not exist in this account',
    source: ERRORS,
  },
  {
    code: 'NoSuchBucket',
    channel: 'operation',
    advice: 'create the bucket first, and declare the account of a bucket that another account owns',
    source: ERRORS,
  },
  {
    code: 'NoSuchMultiRegionAccessPoint',
    channel: 'both',
    status: 404,
    advice: 'deploy the access point again, because it does not exist',
    source: ERRORS,
  },
  {
    code: 'OperationAborted',
    channel: 'call',
    status: 409,
    advice: 'wait until the other change has ended, and deploy again',
    source: ERRORS,
  },
  {
    code: 'PermanentRedirect',
    channel: 'call',
    status: 301,
    advice: 'send control operations to us-west-2, and calls for routes to one of the five control Regions',
    source: REDIRECT,
  },
  {
    code: 'PermanentRedirectControlError',
    channel: 'call',
    status: 301,
    advice: 'send control operations to us-west-2, and calls for routes to one of the five control Regions',
    source: ERRORS,
  },
  {
    code: 'ServiceUnavailable',
    channel: 'call',
    status: 503,
    advice: 'deploy again later, because S3 limits the number of requests',
    source: ERRORS,
  },
  {
    code: 'SlowDown',
    channel: 'call',
    status: 503,
    advice: 'deploy again later, because S3 limits the number of requests',
    source: ERRORS,
  },
  {
    code: 'TooManyMultiRegionAccessPointregionsError',
    channel: 'call',
    status: 400,
    advice: 'use at most 17 Regions',
    source: ERRORS,
  },
  {
    code: 'TooManyMultiRegionAccessPoints',
    channel: 'call',
    status: 400,
    advice: 'delete an access point of this account, or request a higher quota',
    source: ERRORS,
  },
];

const BY_CODE = new Map(ERRORS_OF_S3.map((entry) => [entry.code, entry]));

/**
 * Returns the advice for an error code of S3, or undefined for a code without a source.
 *
 * @param operation the operation of the call; without it, the advice for any operation is returned
 */
export function findAdviceOnErrorCode(code: string, operation?: string): string | undefined {
  const { advice, operations } = BY_CODE.get(code) ?? {};
  return operation === undefined || operations === undefined || operations.includes(operation) ? advice : undefined;
}

/** Whether S3 answers a call in the wrong Region with this code. */
export function isWrongRegionErrorCode(code: string): boolean {
  return BY_CODE.get(code)?.status === 301;
}
