import { accessDeniedError, invalidRequestError, ServiceError } from '../engine/service-error';
import { type ConditionValues } from '../model/condition-values';
import { type SimulatedCallContext } from '../model/operations';
import { type ChunkSigning } from '../signatures/aws-chunked';
import { findSignatureProblems, parseScope, parseSigningTime } from '../signatures/find-signature-problems';
import {
  ECDSA_ALGORITHM, HMAC_ALGORITHM, parseSignature, type RequestSignature,
} from '../signatures/parse-signature';
import { type Credentials, extractQuery, readHeader, type SignedRequest } from '../signatures/signed-request';
import { deriveHmacKey } from '../signatures/signing-keys';
import { type Simulator } from '../simulator';
import { parseSigner, type RequestSigner } from './parse-caller';

/** A client can name the member Region that is nearest to it, because all clients of a simulator are on one machine. */
export const NEAREST_REGION_HEADER = 'x-simulator-nearest-region';

/** The callers that a simulator knows. */
export type KnownCallers = Pick<Simulator, 'settings' | 'sessions'>;

export interface S3Caller {
  readonly context: SimulatedCallContext;
  /** The values that chunk signatures cover. Undefined if the simulator verifies no signatures. */
  readonly chunkSigning?: ChunkSigning;
}

function unsupportedMechanismError(expected: string): ServiceError {
  return invalidRequestError(
    `The authorization mechanism you have provided is not supported. Please use ${expected}.`);
}

/** S3 accepts signatures of version 2 only for buckets that were created before June 25, 2020. */
function refuseSigV2(request: SignedRequest, expected: string): void {
  const isPresigned = new URLSearchParams(extractQuery(request.url)).has('AWSAccessKeyId');
  if (isPresigned || readHeader(request, 'authorization').startsWith('AWS ')) throw unsupportedMechanismError(expected);
}

/** Returns the caller of a request for a bucket, which has a SigV4 signature in its headers or in its query. */
export function authenticateBucketRequest(request: SignedRequest, known: KnownCallers): S3Caller {
  refuseSigV2(request, HMAC_ALGORITHM);
  const signature = parseSignature(request);
  // A malformed header has an error of its own.
  const signer = signature?.presigned === true
    ? describeSigner(signature) : parseSigner(new Headers(request.headers.map(([name, value]) => [name, value])));
  const context = makeContext(request, { ...signer, signature }, known);
  if (known.settings.credentials === 'any') return { context };
  if (signature === undefined) throw accessDeniedError();
  const credentials = verify(request, signer.accessKeyId, HMAC_ALGORITHM, undefined, known);
  return { context, chunkSigning: makeChunkSigning(signature, credentials) };
}

function makeChunkSigning(signature: RequestSignature, credentials: Credentials): ChunkSigning {
  const { scope } = parseScope(signature);
  return {
    key: deriveHmacKey(credentials, scope), date: signature.date, scope, seedSignature: signature.signature,
  };
}

/** Returns the caller of a request for an access point, which must have a SigV4A signature for all Regions. */
export function authenticateAccessPointRequest(request: SignedRequest, known: KnownCallers): S3Caller {
  refuseSigV2(request, ECDSA_ALGORITHM);
  const signature = parseSignature(request);
  if (signature === undefined) throw accessDeniedError();
  if (signature.algorithm !== ECDSA_ALGORITHM) throw unsupportedMechanismError(ECDSA_ALGORITHM);
  const { accessKeyId } = parseScope(signature);
  if (known.settings.credentials !== 'any') verify(request, accessKeyId, ECDSA_ALGORITHM, '*', known);
  const signer = { accessKeyId, region: '*', signedAt: parseSigningTime(signature.date), signature };
  return { context: makeContext(request, signer, known) };
}

function describeSigner(signature: RequestSignature): RequestSigner {
  const { accessKeyId, scope } = parseScope(signature);
  return { accessKeyId, region: scope.split('/')[1] ?? '', signedAt: parseSigningTime(signature.date) };
}

interface VerifiableSigner extends RequestSigner {
  readonly signature: RequestSignature | undefined;
}

/** Returns the condition keys of the HTTP request and of its signature. */
function makeHttpConditions(request: SignedRequest, { signature, signedAt }: VerifiableSigner): ConditionValues {
  const values = (text: string | number | undefined) => (text === undefined || text === '' ? [] : [String(text)]);
  return {
    'aws:referer': values(readHeader(request, 'referer')),
    'aws:useragent': values(readHeader(request, 'user-agent')),
    's3:authtype': [signature?.presigned === true ? 'REST-QUERY-STRING' : 'REST-HEADER'],
    's3:signatureage': values(signedAt && Math.max(0, Date.now() - signedAt)),
    's3:signatureversion': values(signature?.algorithm),
    's3:x-amz-content-sha256': values(readHeader(request, 'x-amz-content-sha256')),
  };
}

function makeContext(
  request: SignedRequest, signer: VerifiableSigner, known: KnownCallers,
): SimulatedCallContext {
  const { accessKeyId, region, signedAt } = signer;
  return {
    accountId: findAccountOfCaller(accessKeyId, known),
    region,
    caller: accessKeyId,
    signedAt,
    nearestRegion: readHeader(request, NEAREST_REGION_HEADER) || undefined,
    paysForRequest: readHeader(request, 'x-amz-request-payer') === 'requester',
    conditions: makeHttpConditions(request, signer),
  };
}

/** Returns the account of the session of an access key, or else the account that the settings name. */
export function findAccountOfCaller(accessKeyId: string, { settings, sessions }: KnownCallers): string {
  return sessions.find(accessKeyId)?.accountId ?? settings.accountForAccessKey(accessKeyId);
}

/** Verifies the signature of a request for a service, unless the simulator accepts all credentials. */
export function verifySignature(
  request: SignedRequest, accessKeyId: string, service: string, known: KnownCallers,
): void {
  if (known.settings.credentials !== 'any') verify(request, accessKeyId, HMAC_ALGORITHM, undefined, known, service);
}

/** Verifies a signature and returns the credentials of the caller. */
function verify(
  request: SignedRequest, accessKeyId: string, algorithm: typeof ECDSA_ALGORITHM | typeof HMAC_ALGORITHM,
  region: string | undefined, { settings, sessions }: KnownCallers, service = 's3',
): Credentials {
  const session = sessions.find(accessKeyId);
  const permanent = settings.credentials === 'any' ? [] : settings.credentials;
  const credentials = session?.credentials ?? permanent.find((known) => known.accessKeyId === accessKeyId);
  if (credentials === undefined) {
    throw new ServiceError(
      'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  // Signatures and sessions use real time, because clients do.
  const now = new Date();
  if (session !== undefined && session.expiresAt <= now.getTime()) {
    throw new ServiceError('ExpiredToken', 'The provided token has expired.');
  }
  if (readSessionToken(request) !== credentials.sessionToken) {
    throw new ServiceError('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  const [problem] = findSignatureProblems(request, { credentials, service, algorithm, region, now });
  if (problem !== undefined) throw new ServiceError(problem.code, `The request ${problem.description}.`);
  return credentials;
}

/** Returns the session token of the headers, or of a presigned URL. */
function readSessionToken(request: SignedRequest): string | undefined {
  const inQuery = new URLSearchParams(extractQuery(request.url)).get('X-Amz-Security-Token');
  return readHeader(request, 'x-amz-security-token') || inQuery || undefined;
}
