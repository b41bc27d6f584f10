import { ServiceError } from '../../engine/service-error';
import { type ObjectRequest } from '../../model/objects';
import { pickEncryption } from '../../objects/encryption';
import { checkPartNumber } from '../../objects/multipart-upload';
import { defineHttpRoute, parseIntegerQueryParameter, type WireRequest, xmlResponse } from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import { makeXmlStructureShape, xmlStringShape, xmlTimestampShape } from '../shape';
import { CHECKSUM_SHAPES, makeChecksumElements } from './checksum-elements';
import { type ObjectHttpRoute, parseVersionId, readObject } from './object-http-route';
import { checksumHeaders, describeObject, makeHeaders, makeObjectResponse } from './object-response';
import {
  notImplementedHeader, parseChecksumAlgorithm, readConditions, readWrite, refuseEncryptionHeaders,
} from './read-headers';

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
    }),
    respond: ({ ETag, VersionId, Checksum, Encryption }) => makeObjectResponse(200, {
      'etag': ETag, 'x-amz-version-id': VersionId, ...checksumHeaders(Checksum), ...Encryption,
    }),
  }),
};

function decodeSource(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ServiceError('InvalidArgument', 'Invalid copy source encoding', {
      ArgumentName: 'x-amz-copy-source', ArgumentValue: path,
    });
  }
}

/** Reads the source of a copy. S3 does not accept a Multi-Region Access Point there. */
function readSource({ header }: WireRequest): ObjectRequest {
  const [path, version] = (header('x-amz-copy-source') ?? '').split('?versionId=');
  const source = decodeSource(path);
  if (/^arn:aws:s3::\d/.test(source)) {
    throw new ServiceError(
      'InvalidRequest', 'CopyObject does not support a Multi-Region Access Point as its source');
  }
  const [Bucket, ...key] = source.replace(/^\//, '').split('/');
  return {
    Bucket,
    Key: key.join('/'),
    VersionId: parseVersionId(version),
    ExpectedBucketOwner: header('x-amz-source-expected-bucket-owner'),
  };
}

const copyResult = makeXmlStructureShape({
  ETag: xmlStringShape, LastModified: xmlTimestampShape, ...CHECKSUM_SHAPES,
});

export const copyObjectHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  requiredHeader: 'x-amz-copy-source',
  ...defineHttpRoute({
    operation: 'CopyObject',
    method: 'PUT',
    read: (request) => {
      const { header } = request;
      const { Headers, Tags, ...write } = readWrite(request);
      const changed = ['x-amz-storage-class', 'x-amz-website-redirect-location'].filter((name) => name in Headers);
      return {
        ...readObject(request),
        ...write,
        ...readConditions(header),
        MetadataDirective: header('x-amz-metadata-directive'),
        ...(header('x-amz-metadata-directive') === 'REPLACE' ? { Headers } : {
          ChangedHeaders: {
            ...Object.fromEntries(changed.map((name) => [name, Headers[name]])), ...pickEncryption(Headers),
          },
        }),
        ...(header('x-amz-tagging-directive') === 'REPLACE' && { Tags: Tags ?? [] }),
        Source: readSource(request),
        SourceConditions: readConditions(header, 'x-amz-copy-source-'),
        ChecksumAlgorithm: parseChecksumAlgorithm(header('x-amz-checksum-algorithm')),
      };
    },
    respond: ({ VersionId, SourceVersionId, ETag, LastModified, Encryption, Checksum }) => {
      const { headers, ...response } = xmlResponse('CopyObjectResult', S3_XML_NAMESPACE, copyResult, {
        ETag, LastModified, ...makeChecksumElements(Checksum),
      });
      const versions = { 'x-amz-version-id': VersionId, 'x-amz-copy-source-version-id': SourceVersionId };
      return { ...response, headers: { ...headers, ...makeHeaders(versions), ...Encryption } };
    },
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
