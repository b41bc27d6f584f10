import { type ObjectChecksum, type ObjectOutput } from '../../model/objects';
import { type WireResponse } from '../http-route';

type HeaderValues = Readonly<Record<string, string | number | undefined>>;

export function makeHeaders(values: HeaderValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (
    value === undefined ? [] : [[name, String(value)]])));
}

export function checksumHeaders({ algorithm, value, type }: ObjectChecksum): Record<string, string> {
  return { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value, 'x-amz-checksum-type': type };
}

export function makeObjectResponse(
  status: number, headers: HeaderValues, body: Uint8Array | string = '',
): WireResponse {
  return { kind: 'response', status, headers: makeHeaders(headers), body };
}

/** Returns the headers of GetObject and HeadObject. S3 sends the checksum only on request, and not with a range. */
export function describeObject(
  output: ObjectOutput & { readonly ContentRange?: string }, wantsChecksum: boolean,
): HeaderValues {
  const { Headers, Checksum, ContentRange, TagCount, Retention } = output;
  return {
    ...Headers,
    ...(wantsChecksum && ContentRange === undefined ? checksumHeaders(Checksum) : {}),
    'accept-ranges': 'bytes',
    'etag': output.ETag,
    'last-modified': output.LastModified.toUTCString(),
    'content-length': output.ContentLength,
    'content-range': ContentRange,
    'x-amz-version-id': output.VersionId,
    'x-amz-tagging-count': TagCount === 0 ? undefined : TagCount,
    'x-amz-mp-parts-count': output.PartsCount,
    'x-amz-replication-status': output.ReplicationStatus,
    'x-amz-object-lock-legal-hold': output.LegalHold,
    'x-amz-object-lock-mode': Retention?.Mode,
    'x-amz-object-lock-retain-until-date': Retention?.RetainUntilDate.toISOString(),
  };
}
