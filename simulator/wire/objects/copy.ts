import { ServiceError } from '../../engine/service-error';
import { type ObjectRequest } from '../../model/objects';
import { pickEncryption } from '../../objects/encryption';
import { defineHttpRoute, parseIntegerQueryParameter, type WireRequest, xmlResponse } from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import { makeXmlStructureShape, xmlStringShape, xmlTimestampShape } from '../shape';
import { CHECKSUM_SHAPES, makeChecksumElements } from './checksum-elements';
import { type ObjectHttpRoute, parseVersionId, readObject, readUpload } from './object-http-route';
import { makeHeaders } from './object-response';
import { parseChecksumAlgorithm, readConditions, readWrite, refuseUnsupportedHeaders } from './read-headers';

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
      'InvalidRequest', 'A copy does not support a Multi-Region Access Point as its source');
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

export const uploadPartCopyHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['partNumber', 'uploadId'],
  requiredHeader: 'x-amz-copy-source',
  ...defineHttpRoute({
    operation: 'UploadPartCopy',
    method: 'PUT',
    read: (request) => {
      const { header, query } = request;
      refuseUnsupportedHeaders(request);
      return {
        ...readUpload(request),
        PartNumber: parseIntegerQueryParameter(query, 'partNumber')!,
        Source: readSource(request),
        SourceConditions: readConditions(header, 'x-amz-copy-source-'),
        SourceRange: header('x-amz-copy-source-range'),
      };
    },
    respond: ({ SourceVersionId, ETag, LastModified, Encryption, Checksum: { algorithm, value } }) => {
      const { headers, ...response } = xmlResponse('CopyPartResult', S3_XML_NAMESPACE, copyResult, {
        ETag, LastModified, [`Checksum${algorithm}`]: value,
      });
      const version = { 'x-amz-copy-source-version-id': SourceVersionId };
      return { ...response, headers: { ...headers, ...makeHeaders(version), ...Encryption } };
    },
  }),
};
