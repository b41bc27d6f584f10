import { makeCanonicalRequest, sha256 } from './canonical-request';
import {
  type ECDSA_ALGORITHM, HMAC_ALGORITHM, parseSignature, type RequestSignature, SIGNATURE_TOLERANCE_SECONDS,
} from './parse-signature';
import { type Credentials, readHeader, type SignedRequest } from './signed-request';
import { deriveHmacKey, derivePublicKey, isEcdsaSignatureOf, isHmacOf } from './signing-keys';

/** The expected credentials, scope and time of a signature. */
export interface SignatureExpectation {
  readonly credentials: Credentials;
  readonly service: string;
  readonly algorithm: typeof ECDSA_ALGORITHM | typeof HMAC_ALGORITHM;
  /** The Region set of SigV4A. For SigV4, the Region, or undefined for any Region. */
  readonly region?: string;
  readonly now: Date;
}

/** A reason for which S3 refuses a signature, with the error code of S3. */
export interface SignatureProblem {
  readonly code:
    | 'AccessDenied'
    | 'AuthorizationHeaderMalformed'
    | 'AuthorizationQueryParametersError'
    | 'InvalidAccessKeyId'
    | 'RequestTimeTooSkewed'
    | 'SignatureDoesNotMatch'
    | 'XAmzContentSHA256Mismatch';
  /** A predicate of "the request", for example `is not signed`. */
  readonly description: string;
}

/** Presigned URLs are valid for at most a week. */
const MAX_LIFETIME_SECONDS = 7 * 24 * 60 * 60;

/** The payload hashes that do not cover the body. Chunks have their own signatures, or none. */
const NOT_A_HASH = /^(?:UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/;

/**
 * Returns the problems with the signature of a request, none if S3 would accept it.
 *
 * The implementation follows the AWS guide and is tested with the vectors of the AWS Common Runtime. It shares no code
 * with the SDKs, because the SDKs are under test.
 */
export function findSignatureProblems(request: SignedRequest, expectation: SignatureExpectation): SignatureProblem[] {
  const signature = parseSignature(request);
  if (signature === undefined) return [{ code: 'AccessDenied', description: 'is not signed' }];
  return [
    ...findScopeProblems(signature, expectation),
    ...findUnsignedHeaders(request, signature),
    ...findLifetimeProblems(signature),
    ...findTimeProblems(signature, expectation.now),
    ...findPayloadProblems(request, signature),
    ...(isVerified(request, signature, expectation)
      ? [] : [{ code: 'SignatureDoesNotMatch', description: 'does not verify' } as const]),
  ];
}

/** Returns the scope of a signature without the access key. */
export function parseScope({ credential }: RequestSignature): { readonly accessKeyId: string; readonly scope: string } {
  const [accessKeyId, ...scope] = credential.split('/');
  return { accessKeyId, scope: scope.join('/') };
}

function findScopeProblems(
  signature: RequestSignature, { credentials, service, algorithm, region }: SignatureExpectation,
): SignatureProblem[] {
  const code = signature.presigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed';
  const { accessKeyId, scope } = parseScope(signature);
  const parts = scope.split('/');
  const scopeRegion = algorithm === HMAC_ALGORITHM ? [region ?? parts[1]] : [];
  const expected = [signature.date.slice(0, 8), ...scopeRegion, service, 'aws4_request'].join('/');
  const isExpectedRegionSet = algorithm === HMAC_ALGORITHM || signature.regionSet === region;
  return [
    ...(signature.algorithm === algorithm
      ? [] : [{ code, description: `has algorithm ${signature.algorithm}` } as const]),
    ...(accessKeyId === credentials.accessKeyId
      ? [] : [{ code: 'InvalidAccessKeyId', description: `has access key ${accessKeyId}` } as const]),
    ...(scope === expected ? [] : [{ code, description: `has scope ${scope}` } as const]),
    ...(isExpectedRegionSet ? [] : [{ code, description: `has region set ${signature.regionSet}` } as const]),
  ];
}

function findUnsignedHeaders({ headers }: SignedRequest, { signedHeaders }: RequestSignature): SignatureProblem[] {
  const names = headers.map(([name]) => name.toLowerCase());
  const unsigned = ['host', ...names.filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !signedHeaders.includes(name));
  const description = `has unsigned headers: ${unsigned.join()}`;
  return unsigned.length === 0 ? [] : [{ code: 'AccessDenied', description }];
}

function findLifetimeProblems({ expires }: RequestSignature): SignatureProblem[] {
  if (expires >= 0 && expires <= MAX_LIFETIME_SECONDS) return [];
  const description = `has X-Amz-Expires ${expires}, expected at most ${MAX_LIFETIME_SECONDS} seconds`;
  return [{ code: 'AuthorizationQueryParametersError', description }];
}

function findTimeProblems({ date, expires, presigned }: RequestSignature, now: Date): SignatureProblem[] {
  const age = (now.getTime() - parseSigningTime(date)) / 1000;
  if (age > -SIGNATURE_TOLERANCE_SECONDS && age < expires) return [];
  return [{ code: presigned ? 'AccessDenied' : 'RequestTimeTooSkewed', description: `is ${age} seconds old` }];
}

/** A payload hash in the headers must match the body, unless it is one of S3's constants for unsigned payloads. */
function findPayloadProblems(request: SignedRequest, { presigned }: RequestSignature): SignatureProblem[] {
  const sent = readHeader(request, 'x-amz-content-sha256');
  if (presigned || sent === '' || NOT_A_HASH.test(sent) || sent === sha256(request.body)) return [];
  return [{ code: 'XAmzContentSHA256Mismatch', description: 'has a body that does not match its signed hash' }];
}

function isVerified(
  request: SignedRequest, signature: RequestSignature, { credentials, service, algorithm }: SignatureExpectation,
): boolean {
  const { scope } = parseScope(signature);
  const hash = sha256(makeCanonicalRequest(request, signature, service));
  const text = [algorithm, signature.date, scope, hash].join('\n');
  return algorithm === HMAC_ALGORITHM
    ? isHmacOf(deriveHmacKey(credentials, scope), text, signature.signature)
    : isEcdsaSignatureOf(derivePublicKey(credentials), text, signature.signature);
}

export function parseSigningTime(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
