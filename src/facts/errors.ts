import { apiReference, type Fact, userGuide, type VerifiedSource } from './source';

/** How S3 tells an error. */
export type ErrorChannel =
  /** The call itself is answered with it. */
  | 'call'
  /** It stands in the description of an asynchronous operation, inside an HTTP 200. */
  | 'operation'
  | 'both';

export interface ErrorFact extends Fact {
  readonly code: string;
  readonly channel: ErrorChannel;
  /** HTTP status of the `call` channel. */
  readonly status?: number;
  /** What whoever sees the code should do, as the end of a message: an imperative without a full stop. */
  readonly advice: string;
}

const ERRORS = apiReference('ErrorResponses');
const FAILOVER_ERRORS = userGuide('mrap-failover-errors');
const REDIRECT: VerifiedSource = {
  url: 'https://github.com/gruntwork-io/cloud-nuke/issues/667',
  date: '2024-03-21',
  verified: '2026-11-28',
};

/** The errors of the management operations, in alphabetical order of their codes. */
export const ERRORS_OF_S3: readonly ErrorFact[] = [
  {
    code: 'AccessDenied',
    channel: 'both',
    status: 403,
    advice: 'allow the action to the role named in the message, and exempt it in service control policies that deny Regions (us-west-2 for everything but routes)',
    source: ERRORS,
  },
  {
    code: 'ClientTokenConflict',
    channel: 'call',
    status: 409,
    advice: 'an earlier request of other content holds the token; deploy again',
    source: ERRORS,
  },
  { code: 'InternalErrors', channel: 'operation', advice: 'S3 failed by itself; deploy again', source: ERRORS },
  {
    code: 'InvalidRegion',
    channel: 'call',
    status: 403,
    advice: 'enable the opt-in Region in this account and in the account of every member bucket',
    source: userGuide('ConfiguringMrapOptInRegions'),
  },
  {
    code: 'InvalidRequest',
    channel: 'call',
    status: 400,
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
    advice: 'an access point with one Region has nothing to fail over to; remove the routes',
    source: FAILOVER_ERRORS,
  },
  {
    code: 'MultiRegionAccessPointAlreadyOwnedByYou',
    channel: 'both',
    status: 409,
    advice: 'choose another name, or take the existing access point over with ExistingAccessPoint.ADOPT',
    source: ERRORS,
  },
  {
    code: 'MultiRegionAccessPointModifiedByAnotherRequest',
    channel: 'operation',
    advice: 'another change was under way; deploy again',
    source: ERRORS,
  },
  { code: 'MultiRegionAccessPointNotReady', channel: 'operation', advice: 'wait until the access point is READY and deploy again', source: ERRORS },
  { code: 'MultiRegionAccessPointSameBucketRegion', channel: 'operation', advice: 'keep one bucket per Region', source: ERRORS },
  {
    code: 'MultiRegionAccessPointUnsupportedRegion',
    channel: 'operation',
    advice: 'use buckets in Regions that Multi-Region Access Points support',
    source: ERRORS,
  },
  { code: 'NoSuchAsyncRequest', channel: 'call', status: 404, advice: 'the token is unknown in this account; check it', source: ERRORS },
  {
    code: 'NoSuchBucket',
    channel: 'operation',
    advice: 'create the bucket first, and give the account of a bucket that another account owns',
    source: ERRORS,
  },
  { code: 'NoSuchMultiRegionAccessPoint', channel: 'both', status: 404, advice: 'the access point is gone; deploy it again', source: ERRORS },
  { code: 'OperationAborted', channel: 'call', status: 409, advice: 'another change is under way; deploy again when it has ended', source: FAILOVER_ERRORS },
  {
    code: 'PermanentRedirect',
    channel: 'call',
    status: 301,
    advice: 'send control operations to us-west-2, and routes to one of the five failover Regions',
    source: REDIRECT,
  },
  { code: 'SlowDown', channel: 'call', status: 503, advice: 'S3 asks for fewer requests; deploy again', source: FAILOVER_ERRORS },
  { code: 'ThrottlingException', channel: 'call', status: 400, advice: 'S3 asks for fewer requests; deploy again', source: FAILOVER_ERRORS },
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
    advice: 'delete an access point of this account, or ask AWS for a higher quota',
    source: ERRORS,
  },
];

const BY_CODE = new Map(ERRORS_OF_S3.map((entry) => [entry.code, entry]));

/** What to do about an error code of S3; undefined for a code that no source names. */
export function adviceFor(code: string): string | undefined {
  return BY_CODE.get(code)?.advice;
}
