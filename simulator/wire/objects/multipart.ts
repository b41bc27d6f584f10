import { requireParameter } from '../../engine/service-error';
import { defineHttpRoute, parseIntegerQueryParameter, readXmlBody, xmlResponse } from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { readChecksums } from './decode-payload';
import { type ObjectHttpRoute, readBucket, readObject, readUpload } from './object-http-route';
import { checksumHeaders, makeHeaders, makeObjectResponse } from './object-response';
import { parseChecksumAlgorithm, parseChecksumType, readConditions, readWrite } from './read-headers';

const upload = makeXmlStructureShape({ Bucket: xmlStringShape, Key: xmlStringShape, UploadId: xmlStringShape });

const checksums = {
  ChecksumCRC32: xmlStringShape,
  ChecksumCRC32C: xmlStringShape,
  ChecksumCRC64NVME: xmlStringShape,
  ChecksumSHA1: xmlStringShape,
  ChecksumSHA256: xmlStringShape,
};

/** Clients can repeat the checksums of the parts, which the simulator verified when it received them. */
const completion = makeXmlStructureShape({
  Parts: makeXmlFlatListShape('Part', makeXmlStructureShape({
    PartNumber: xmlIntegerShape,
    ETag: xmlStringShape,
    ...checksums,
  })),
});

const completionResult = makeXmlStructureShape({
  Bucket: xmlStringShape,
  Key: xmlStringShape,
  ETag: xmlStringShape,
  ...checksums,
  ChecksumType: xmlStringShape,
});

const partList = makeXmlStructureShape({
  Bucket: xmlStringShape,
  Key: xmlStringShape,
  UploadId: xmlStringShape,
  PartNumberMarker: xmlIntegerShape,
  NextPartNumberMarker: xmlIntegerShape,
  MaxParts: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Parts: makeXmlFlatListShape('Part', makeXmlStructureShape({
    PartNumber: xmlIntegerShape, LastModified: xmlTimestampShape, ETag: xmlStringShape, Size: xmlIntegerShape,
  })),
});

const uploadList = makeXmlStructureShape({
  Bucket: xmlStringShape,
  Prefix: xmlStringShape,
  IsTruncated: xmlBooleanShape,
  Uploads: makeXmlFlatListShape('Upload', makeXmlStructureShape({
    Key: xmlStringShape, UploadId: xmlStringShape, Initiated: xmlTimestampShape,
  })),
});

export const createMultipartUploadHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['uploads'],
  ...defineHttpRoute({
    operation: 'CreateMultipartUpload',
    method: 'POST',
    read: (request) => ({
      ...readObject(request),
      ...readWrite(request),
      ChecksumAlgorithm: parseChecksumAlgorithm(request.header('x-amz-checksum-algorithm')),
      ChecksumType: parseChecksumType(request.header('x-amz-checksum-type')),
    }),
    respond: ({ Encryption, Checksum, ...output }) => {
      const { headers, ...response } = xmlResponse('InitiateMultipartUploadResult', S3_XML_NAMESPACE, upload, output);
      const checksum = { 'x-amz-checksum-algorithm': Checksum?.algorithm, 'x-amz-checksum-type': Checksum?.type };
      return { ...response, headers: { ...headers, ...Encryption, ...makeHeaders(checksum) } };
    },
  }),
};

export const uploadPartHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['partNumber', 'uploadId'],
  ...defineHttpRoute({
    operation: 'UploadPart',
    method: 'PUT',
    read: async (request) => ({
      ...readUpload(request),
      PartNumber: parseIntegerQueryParameter(request.query, 'partNumber')!,
      Body: request.payload.body,
      Checksum: await request.payload.findChecksum(),
    }),
    respond: ({ ETag, Checksum }) => makeObjectResponse(200, { etag: ETag, ...checksumHeaders(Checksum) }),
  }),
};

export const completeMultipartUploadHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['uploadId'],
  ...defineHttpRoute({
    operation: 'CompleteMultipartUpload',
    method: 'POST',
    read: (request) => {
      const { Parts = [] } = readXmlBody('CompleteMultipartUpload', completion, request.body);
      return {
        ...readUpload(request),
        ...readConditions(request.header),
        Checksum: readChecksums(request.header)[0],
        Parts: Parts.map(({ PartNumber, ETag }) => ({
          PartNumber: requireParameter(PartNumber, 'PartNumber'), ETag: requireParameter(ETag, 'ETag'),
        })),
      };
    },
    respond: ({ VersionId, Checksum, Encryption, ...output }) => {
      const { headers, ...response } = xmlResponse(
        'CompleteMultipartUploadResult', S3_XML_NAMESPACE, completionResult,
        { ...output, [`Checksum${Checksum.algorithm}`]: Checksum.value, ChecksumType: Checksum.type });
      return { ...response, headers: { ...headers, ...Encryption, ...makeHeaders({ 'x-amz-version-id': VersionId }) } };
    },
  }),
};

export const abortMultipartUploadHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['uploadId'],
  ...defineHttpRoute({
    operation: 'AbortMultipartUpload',
    method: 'DELETE',
    read: readUpload,
    respond: () => makeObjectResponse(204, {}),
  }),
};

export const listPartsHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['uploadId'],
  ...defineHttpRoute({
    operation: 'ListParts',
    method: 'GET',
    read: (request) => ({
      ...readUpload(request),
      MaxParts: parseIntegerQueryParameter(request.query, 'max-parts'),
      PartNumberMarker: parseIntegerQueryParameter(request.query, 'part-number-marker'),
    }),
    respond: (output, request) => {
      const { Key, UploadId } = readUpload(request);
      return xmlResponse('ListPartsResult', S3_XML_NAMESPACE, partList, { ...output, Key, UploadId });
    },
  }),
};

export const listMultipartUploadsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['uploads'],
  ...defineHttpRoute({
    operation: 'ListMultipartUploads',
    method: 'GET',
    read: (request) => ({ ...readBucket(request), Prefix: request.query.get('prefix') ?? undefined }),
    respond: (output, { query }) => xmlResponse('ListMultipartUploadsResult', S3_XML_NAMESPACE, uploadList, {
      ...output, Prefix: query.get('prefix') ?? '', IsTruncated: false,
    }),
  }),
};
