import { extractQuery, readHeader, type SignedRequest } from './signed-request';

export const ECDSA_ALGORITHM = 'AWS4-ECDSA-P256-SHA256';
export const HMAC_ALGORITHM = 'AWS4-HMAC-SHA256';
export const SIGNATURE_TOLERANCE_SECONDS = 15 * 60;

/** The parts of a signature, read from the headers or from the query of a presigned URL. */
export interface RequestSignature {
  readonly presigned: boolean;
  readonly algorithm: string;
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  /** The Regions in which a SigV4A signature is valid. Empty for SigV4, whose scope contains the Region. */
  readonly regionSet: string;
  /** The seconds for which the signature is valid. */
  readonly expires: number;
}

const AUTHORIZATION = /^(\S+) Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/;

/** Parses the signature of a request. Returns undefined if the request is not signed. */
export function parseSignature(request: SignedRequest): RequestSignature | undefined {
  const query = new URLSearchParams(extractQuery(request.url));
  if (query.has('X-Amz-Signature')) {
    const text = (name: string) => query.get(`X-Amz-${name}`) ?? '';
    return {
      presigned: true,
      algorithm: text('Algorithm'),
      credential: text('Credential'),
      signedHeaders: text('SignedHeaders').split(';'),
      signature: text('Signature'),
      date: text('Date'),
      regionSet: text('Region-Set'),
      expires: Number(text('Expires')),
    };
  }
  const parts = AUTHORIZATION.exec(readHeader(request, 'authorization'));
  if (parts === null) return undefined;
  const [, algorithm, credential, signedHeaders, signature] = parts;
  return {
    presigned: false,
    algorithm,
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date: readHeader(request, 'x-amz-date'),
    regionSet: readHeader(request, 'x-amz-region-set'),
    expires: SIGNATURE_TOLERANCE_SECONDS,
  };
}
