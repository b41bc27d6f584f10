import { ServiceError } from '../../engine/service-error';
import { checkPartNumber } from '../../objects/multipart-upload';
import { hasBodyDigest } from '../digest';
import { defineHttpRoute, parseIntegerQueryParameter, type WireRequest } from '../http-route';
import { type ObjectHttpRoute, readObject } from './object-http-route';
import { checksumHeaders, describeObject, makeHeaders, makeObjectResponse } from './object-response';
import { notImplementedHeader, readConditions, readWrite, refuseEncryptionHeaders } from './read-headers';

const OVERRIDES = [
  'content-type', 'content-language', 'expires', 'cache-control', 'content-disposition', 'content-encoding',
];

export const putObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  ...defineHttpRoute({
    operation: 'PutObject',
    method: 'PUT',
    read: async (request) => ({
      ...readObject(request),
      ...readWrite(request),
      ...readConditions(request.header),
      Body: request.payload.body,
      Checksum: await request.payload.findChecksum(),
      HasDigest: hasBodyDigest(request),
    }),
    respond: ({ ETag, VersionId, Checksum, Encryption }) => makeObjectResponse(200, {
      'etag': ETag, 'x-amz-version-id': VersionId, ...checksumHeaders(Checksum), ...Encryption,
    }),
  }),
};

function readGet(request: WireRequest) {
  refuseEncryptionHeaders(request.header);
  const [range, part] = [request.header('range'), parseIntegerQueryParameter(request.query, 'partNumber')];
  if (part !== undefined) checkPartNumber(part);
  if (part !== undefined && range !== undefined) {
    throw new ServiceError('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  return { ...readObject(request), ...readConditions(request.header), Range: range, PartNumber: part };
}

/** Presigned URLs can replace headers of the answer. */
function readOverrides({ query }: WireRequest): Record<string, string> {
  return makeHeaders(Object.fromEntries(
    OVERRIDES.map((name) => [name, query.get(`response-${name}`) ?? undefined])));
}

function wantsChecksum({ header }: WireRequest): boolean {
  return header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

export const getObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  ...defineHttpRoute({
    operation: 'GetObject',
    method: 'GET',
    read: readGet,
    respond: (output, request) => makeObjectResponse(
      output.ContentRange === undefined ? 200 : 206,
      { ...describeObject(output, wantsChecksum(request)), ...readOverrides(request) }, output.Body),
  }),
};

export const headObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  ...defineHttpRoute({
    operation: 'HeadObject',
    method: 'HEAD',
    read: readGet,
    respond: (output, request) => makeObjectResponse(
      output.ContentRange === undefined ? 200 : 206,
      { ...describeObject(output, wantsChecksum(request)), ...readOverrides(request) }),
  }),
};

/** Only directory buckets compare the size and the time of an object before its deletion. */
function refuseDirectoryConditions({ headerNames }: WireRequest): void {
  const condition = headerNames.find((name) => /^x-amz-if-match-(?:size|last-modified-time)$/.test(name));
  if (condition !== undefined) throw notImplementedHeader(condition);
}

export const deleteObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  ...defineHttpRoute({
    operation: 'DeleteObject',
    method: 'DELETE',
    read: (request) => {
      refuseDirectoryConditions(request);
      return {
        ...readObject(request),
        IfMatch: request.header('if-match'),
        BypassGovernanceRetention: request.header('x-amz-bypass-governance-retention') === 'true',
      };
    },
    respond: ({ VersionId, DeleteMarker }) => makeObjectResponse(204, {
      'x-amz-version-id': VersionId, 'x-amz-delete-marker': DeleteMarker === true ? 'true' : undefined,
    }),
  }),
};

export const restoreObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['restore'],
  ...defineHttpRoute({
    operation: 'RestoreObject',
    method: 'POST',
    read: readObject,
    respond: () => makeObjectResponse(202, {}),
  }),
};
