import { type ListObjectsOutput } from '../../model/objects';
import {
  defineHttpRoute, findQueryText, parseIntegerQueryParameter, type WireRequest, xmlResponse,
} from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { COMMON_PREFIXES_SHAPE, encodeKeyList, makeKeyEncoder, readKeyList } from './key-list';
import { type ObjectHttpRoute } from './object-http-route';

const listing = {
  Name: xmlStringShape,
  Prefix: xmlStringShape,
  Delimiter: xmlStringShape,
  EncodingType: xmlStringShape,
  MaxKeys: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Contents: makeXmlFlatListShape('Contents', makeXmlStructureShape({
    Key: xmlStringShape,
    LastModified: xmlTimestampShape,
    ETag: xmlStringShape,
    Size: xmlIntegerShape,
    StorageClass: xmlStringShape,
    Owner: makeXmlStructureShape({ ID: xmlStringShape }),
  })),
  CommonPrefixes: COMMON_PREFIXES_SHAPE,
};

const result = makeXmlStructureShape({
  ...listing,
  StartAfter: xmlStringShape,
  ContinuationToken: xmlStringShape,
  NextContinuationToken: xmlStringShape,
  KeyCount: xmlIntegerShape,
});

const resultOfFirstVersion = makeXmlStructureShape({
  ...listing, Marker: xmlStringShape, NextMarker: xmlStringShape,
});

/** Returns the elements of both versions of the list. */
function encodeListing(
  { Owner, ...output }: Pick<ListObjectsOutput, 'Owner' | 'Contents' | 'CommonPrefixes'>,
  request: WireRequest, showsOwner: boolean,
) {
  const encode = makeKeyEncoder(request);
  return {
    ...encodeKeyList(output, request),
    Contents: output.Contents.map((entry) => ({
      ...entry, Key: encode(entry.Key), ...(showsOwner && { Owner: { ID: Owner } }),
    })),
  };
}

export const listObjectsV2HttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['list-type=2'],
  ...defineHttpRoute({
    operation: 'ListObjectsV2',
    method: 'GET',
    read: (request) => ({
      ...readKeyList(request),
      StartAfter: findQueryText(request, 'start-after'),
      ContinuationToken: findQueryText(request, 'continuation-token'),
      MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
    }),
    respond: (output, request) => {
      const encode = makeKeyEncoder(request);
      return xmlResponse('ListBucketResult', S3_XML_NAMESPACE, result, {
        ...output,
        ...encodeListing(output, request, findQueryText(request, 'fetch-owner') === 'true'),
        StartAfter: request.query.has('start-after') ? encode(request.query.get('start-after')!) : undefined,
        ContinuationToken: findQueryText(request, 'continuation-token'),
      });
    },
  }),
};

export const listObjectsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  // Other parameters are settings of the bucket.
  options: ['delimiter', 'encoding-type', 'marker', 'max-keys', 'prefix'],
  ...defineHttpRoute({
    operation: 'ListObjects',
    method: 'GET',
    read: (request) => ({
      ...readKeyList(request),
      Marker: findQueryText(request, 'marker'),
      MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
    }),
    respond: ({ NextMarker, ...output }, request) => {
      const encode = makeKeyEncoder(request);
      return xmlResponse('ListBucketResult', S3_XML_NAMESPACE, resultOfFirstVersion, {
        ...output,
        ...encodeListing(output, request, true),
        Marker: encode(findQueryText(request, 'marker') ?? ''),
        ...(NextMarker !== undefined && { NextMarker: encode(NextMarker) }),
      });
    },
  }),
};
