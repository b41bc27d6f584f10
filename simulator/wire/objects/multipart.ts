import { requireParameter, ServiceError } from '../../engine/service-error';
import { hasBodyDigest } from '../digest';
import {
  defineHttpRoute, findQueryText, parseIntegerQueryParameter, readXmlBody, type WireRequest, xmlResponse,
} from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { CHECKSUM_SHAPES, findChecksumElement, makeChecksumElements } from './checksum-elements';
import { readChecksums } from './decode-payload';
import { COMMON_PREFIXES_SHAPE, encodeMarkedKeyList, makeKeyEncoder, readKeyList } from './key-list';
import { type ObjectHttpRoute, readObject, readUpload } from './object-http-route';
import { checksumHeaders, makeHeaders, makeObjectResponse } from './object-response';
import {
  parseChecksumAlgorithm, parseChecksumType, readConditions, readWrite, refuseUnsupportedHeaders,
} from './read-headers';

const upload = makeXmlStructureShape({ Bucket: xmlStringShape, Key: xmlStringShape, UploadId: xmlStringShape });

const user = makeXmlStructureShape({ ID: xmlStringShape });

const completion = makeXmlStructureShape({
  Parts: makeXmlFlatListShape('Part', makeXmlStructureShape({
    PartNumber: xmlIntegerShape,
    ETag: xmlStringShape,
    ...CHECKSUM_SHAPES,
  })),
});

const completionResult = makeXmlStructureShape({
  Location: xmlStringShape,
  Bucket: xmlStringShape,
  Key: xmlStringShape,
  ETag: xmlStringShape,
  ...CHECKSUM_SHAPES,
});

/** The elements that describe an upload. Its initiator is the owner. */
const description = {
  Initiator: user,
  Owner: user,
  StorageClass: xmlStringShape,
  ChecksumAlgorithm: xmlStringShape,
  ChecksumType: xmlStringShape,
};

const partList = makeXmlStructureShape({
  Bucket: xmlStringShape,
  Key: xmlStringShape,
  UploadId: xmlStringShape,
  ...description,
  PartNumberMarker: xmlIntegerShape,
  NextPartNumberMarker: xmlIntegerShape,
  MaxParts: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Parts: makeXmlFlatListShape('Part', makeXmlStructureShape({
    PartNumber: xmlIntegerShape,
    LastModified: xmlTimestampShape,
    ETag: xmlStringShape,
    Size: xmlIntegerShape,
    ...CHECKSUM_SHAPES,
  })),
});

const uploadList = makeXmlStructureShape({
  Bucket: xmlStringShape,
  KeyMarker: xmlStringShape,
  UploadIdMarker: xmlStringShape,
  NextKeyMarker: xmlStringShape,
  NextUploadIdMarker: xmlStringShape,
  Prefix: xmlStringShape,
  Delimiter: xmlStringShape,
  EncodingType: xmlStringShape,
  MaxUploads: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Uploads: makeXmlFlatListShape('Upload', makeXmlStructureShape({
    Key: xmlStringShape, UploadId: xmlStringShape, Initiated: xmlTimestampShape, ...description,
  })),
  CommonPrefixes: COMMON_PREFIXES_SHAPE,
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
    read: async (request) => {
      refuseUnsupportedHeaders(request);
      return {
        ...readUpload(request),
        PartNumber: parseIntegerQueryParameter(request.query, 'partNumber')!,
        Body: request.payload.body,
        Checksum: await request.payload.findChecksum(),
        HasDigest: hasBodyDigest(request),
      };
    },
    respond: ({ ETag, Checksum, Encryption }) => makeObjectResponse(200, {
      etag: ETag, ...checksumHeaders(Checksum), ...Encryption,
    }),
  }),
};

function readObjectSize({ header }: WireRequest): number | undefined {
  const size = header('x-amz-mp-object-size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) {
    throw new ServiceError('InvalidRequest', `x-amz-mp-object-size is not a number: "${size}"`);
  }
  return size === undefined ? undefined : Number(size);
}

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
        ObjectSize: readObjectSize(request),
        Parts: Parts.map(({ PartNumber, ETag, ...checksums }) => ({
          PartNumber: requireParameter(PartNumber, 'PartNumber'),
          ETag: requireParameter(ETag, 'ETag'),
          Checksum: findChecksumElement(checksums),
        })),
      };
    },
    respond: ({ VersionId, Checksum, Encryption, ...output }) => {
      const { headers, ...response } = xmlResponse(
        'CompleteMultipartUploadResult', S3_XML_NAMESPACE, completionResult,
        { ...output, ...makeChecksumElements(Checksum) });
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

function makeUsers(ID: string) {
  return { Initiator: { ID }, Owner: { ID } };
}

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
    respond: ({ Parts, Owner, ...output }, request) => {
      const { Key, UploadId } = readUpload(request);
      return xmlResponse('ListPartsResult', S3_XML_NAMESPACE, partList, {
        ...output,
        ...makeUsers(Owner),
        Key,
        UploadId,
        PartNumberMarker: parseIntegerQueryParameter(request.query, 'part-number-marker') ?? 0,
        Parts: Parts.map(({ Checksum: { algorithm, value }, ...part }) => (
          { ...part, [`Checksum${algorithm}`]: value })),
      });
    },
  }),
};

export const listMultipartUploadsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['uploads'],
  ...defineHttpRoute({
    operation: 'ListMultipartUploads',
    method: 'GET',
    read: (request) => ({
      ...readKeyList(request),
      KeyMarker: findQueryText(request, 'key-marker'),
      UploadIdMarker: findQueryText(request, 'upload-id-marker'),
      MaxUploads: parseIntegerQueryParameter(request.query, 'max-uploads'),
    }),
    respond: ({ Uploads, CommonPrefixes, NextKeyMarker, Owner, ...output }, request) => {
      const encode = makeKeyEncoder(request);
      return xmlResponse('ListMultipartUploadsResult', S3_XML_NAMESPACE, uploadList, {
        ...output,
        ...encodeMarkedKeyList({ CommonPrefixes, NextKeyMarker }, request),
        UploadIdMarker: findQueryText(request, 'upload-id-marker') ?? '',
        Uploads: Uploads.map((listed) => ({ ...listed, Key: encode(listed.Key), ...makeUsers(Owner) })),
      });
    },
  }),
};
