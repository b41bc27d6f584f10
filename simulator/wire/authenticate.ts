import { accessDeniedError, invalidRequestError, ServiceError } from '../engine/service-error';
import { type SimulatedCallContext } from '../model/operations';
import { type SimulatorSettings } from '../settings';
import { type ChunkSigning } from '../signatures/aws-chunked';
import { findSignatureProblems, parseScope, parseSigningTime } from '../signatures/find-signature-problems';
import {
  ECDSA_ALGORITHM, HMAC_ALGORITHM, parseSignature, type RequestSignature,
} from '../signatures/parse-signature';
import { type Credentials, readHeader, type SignedRequest } from '../signatures/signed-request';
import { deriveHmacKey } from '../signatures/signing-keys';
import { parseSigner } from './parse-caller';

/** A client can name the member Region that is nearest to it, because all clients of a simulator are on one machine. */
export const NEAREST_REGION_HEADER = 'x-simulator-nearest-region';

export interface S3Caller {
  readonly context: SimulatedCallContext;
  /** The values that chunk signatures cover. Undefined if the simulator verifies no signatures. */
  readonly chunkSigning?: ChunkSigning;
}

/** Returns the caller of a request for a bucket, which has a SigV4 signature in its headers or in its query. */
export function authenticateBucketRequest(request: SignedRequest, settings: SimulatorSettings): S3Caller {
  const signature = parseSignature(request);
  // A malformed header has an error of its own.
  const signer = signature?.presigned === true
    ? describeSigner(signature) : parseSigner(new Headers(request.headers.map(([name, value]) => [name, value])));
  const context = makeContext(request, signer.accessKeyId, signer.region, signer.signedAt, settings);
  if (settings.credentials === 'any') return { context };
  if (signature === undefined) throw accessDeniedError();
  const credentials = verify(request, signer.accessKeyId, HMAC_ALGORITHM, undefined, settings.credentials);
  return { context, chunkSigning: makeChunkSigning(signature, credentials) };
}

function makeChunkSigning(signature: RequestSignature, credentials: Credentials): ChunkSigning {
  const { scope } = parseScope(signature);
  return {
    key: deriveHmacKey(credentials, scope), date: signature.date, scope, seedSignature: signature.signature,
  };
}

/** Returns the caller of a request for an access point, which must have a SigV4A signature for all Regions. */
export function authenticateAccessPointRequest(request: SignedRequest, settings: SimulatorSettings): S3Caller {
  const signature = parseSignature(request);
  if (signature === undefined) throw accessDeniedError();
  if (signature.algorithm !== ECDSA_ALGORITHM) {
    throw invalidRequestError(
      `The authorization mechanism you have provided is not supported. Please use ${ECDSA_ALGORITHM}.`);
  }
  const { accessKeyId } = parseScope(signature);
  if (settings.credentials !== 'any') verify(request, accessKeyId, ECDSA_ALGORITHM, '*', settings.credentials);
  return { context: makeContext(request, accessKeyId, '*', parseSigningTime(signature.date), settings) };
}

function describeSigner(signature: RequestSignature): {
  readonly accessKeyId: string; readonly region: string; readonly signedAt: number;
} {
  const { accessKeyId, scope } = parseScope(signature);
  return { accessKeyId, region: scope.split('/')[1] ?? '', signedAt: parseSigningTime(signature.date) };
}

function makeContext(
  request: SignedRequest, accessKeyId: string, region: string, signedAt: number | undefined,
  settings: SimulatorSettings,
): SimulatedCallContext {
  return {
    accountId: settings.accountForAccessKey(accessKeyId),
    region,
    caller: accessKeyId,
    signedAt,
    nearestRegion: readHeader(request, NEAREST_REGION_HEADER) || undefined,
    paysForRequest: readHeader(request, 'x-amz-request-payer') === 'requester',
  };
}

/** Verifies the signature of a request for a service, unless the simulator accepts all credentials. */
export function verifySignature(
  request: SignedRequest, accessKeyId: string, service: string, { credentials }: SimulatorSettings,
): void {
  if (credentials !== 'any') verify(request, accessKeyId, HMAC_ALGORITHM, undefined, credentials, service);
}

/** Verifies a signature and returns the credentials of the caller. */
function verify(
  request: SignedRequest, accessKeyId: string, algorithm: typeof ECDSA_ALGORITHM | typeof HMAC_ALGORITHM,
  region: string | undefined, known: readonly Credentials[], service = 's3',
): Credentials {
  const credentials = known.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (credentials === undefined) {
    throw new ServiceError(
      'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  // Signatures use real time, because clients do.
  const expectation = { credentials, service, algorithm, region, now: new Date() };
  const [problem] = findSignatureProblems(request, expectation);
  if (problem !== undefined) throw new ServiceError(problem.code, `The request ${problem.description}.`);
  return credentials;
}
