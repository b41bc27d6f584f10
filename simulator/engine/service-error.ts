/** The error codes of the simulator with their HTTP status. Injected faults can have other codes. */
const STATUS = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BadRequest: 400,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketHasAccessPointsAttached: 400,
  BucketNotEmpty: 409,
  ClientTokenConflict: 409,
  EntityTooSmall: 400,
  ExpiredToken: 400,
  IdempotencyException: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidBucketState: 409,
  InvalidDigest: 400,
  InvalidObjectState: 403,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRegion: 403,
  InvalidRequest: 400,
  InvalidStorageClass: 400,
  InvalidTag: 400,
  InvalidToken: 400,
  KeyTooLongError: 400,
  MalformedPolicy: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MultiRegionAccessPointAlreadyOwnedByYou: 409,
  NoSuchAsyncRequest: 404,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchJob: 404,
  NoSuchKey: 404,
  NoSuchMultiRegionAccessPoint: 404,
  NoSuchMultiRegionAccessPointPolicy: 404,
  NoSuchObjectLockConfiguration: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  ObjectLockConfigurationNotFoundError: 404,
  OperationAborted: 409,
  PermanentRedirect: 301,
  PreconditionFailed: 412,
  ReplicationConfigurationNotFoundError: 404,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  TooManyMultiRegionAccessPointregionsError: 400,
  TooManyMultiRegionAccessPoints: 400,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type ServiceErrorCode = keyof typeof STATUS;

/** An error that an operation returns to the caller. */
export class ServiceError extends Error {
  public readonly status: number;

  constructor(
    public readonly code: ServiceErrorCode,
    message: string,
    public readonly details?: Readonly<Record<string, string>>,
    public readonly headers?: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.status = STATUS[code];
  }
}

export function noSuchAccessPointError(): ServiceError {
  return new ServiceError('NoSuchMultiRegionAccessPoint', 'The specified Multi-Region Access Point does not exist');
}

export function noSuchBucketError(): ServiceError {
  return new ServiceError('NoSuchBucket', 'The specified bucket does not exist');
}

export function invalidRequestError(message: string): ServiceError {
  return new ServiceError('InvalidRequest', message);
}

export function malformedXmlError(reason: string): ServiceError {
  return new ServiceError(
    'MalformedXML',
    `The XML you provided was not well-formed or did not validate against our published schema: ${reason}`,
  );
}

export function operationAbortedError(): ServiceError {
  return new ServiceError(
    'OperationAborted',
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
  );
}

/** @param reason the policy that denies the request, which S3 states for requests of its own account */
export function accessDeniedError(reason?: string): ServiceError {
  return new ServiceError('AccessDenied', reason === undefined ? 'Access Denied' : `Access Denied: ${reason}`);
}

/** Returns the value of a member that the schema requires. */
export function requireParameter<T>(value: T | undefined, member: string): T {
  if (value === undefined) {
    throw malformedXmlError(`${member} is missing`);
  }
  return value;
}
