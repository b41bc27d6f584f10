import { invalidRequestError } from '../../engine/service-error';
import { type ListObjectsOutput } from '../../model/objects';
import {
  defineHttpRoute, findQueryText, parseIntegerQueryParameter, type WireRequest, xmlResponse,
} from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { type ObjectHttpRoute, readBucket } from './object-http-route';

export const COMMON_PREFIXES_SHAPE = makeXmlFlatListShape(
  'CommonPrefixes', makeXmlStructureShape({ Prefix: xmlStringShape }));

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

/** Returns a function that encodes keys, because XML cannot contain every character of a key. */
export function makeKeyEncoder({ query }: WireRequest): (key: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null) return (key) => key;
  if (encoding !== 'url') throw invalidRequestError('Invalid Encoding Method specified in Request');
  return (key) => encodeURIComponent(key).replace(/%2F/g, '/');
}

/** Returns the elements of a list with a key marker that the list encodes on request. */
export function encodeMarkedList(
  { CommonPrefixes, NextKeyMarker }: Pick<ListObjectsOutput, 'CommonPrefixes'> & { readonly NextKeyMarker?: string },
  request: WireRequest,
) {
  const encode = makeKeyEncoder(request);
  const encodeText = (name: string) => encode(findQueryText(request, name) ?? '');
  return {
    Prefix: encodeText('prefix'),
    KeyMarker: encodeText('key-marker'),
    Delimiter: encodeText('delimiter') || undefined,
    EncodingType: findQueryText(request, 'encoding-type'),
    NextKeyMarker: NextKeyMarker === undefined ? undefined : encode(NextKeyMarker),
    CommonPrefixes: CommonPrefixes.map(({ Prefix }) => ({ Prefix: encode(Prefix) })),
  };
}

/** Returns the elements that both versions of the listing encode on request. */
function encodeListing(
  { Owner, Contents, CommonPrefixes }: Pick<ListObjectsOutput, 'Owner' | 'Contents' | 'CommonPrefixes'>,
  request: WireRequest, showsOwner: boolean,
) {
  const encode = makeKeyEncoder(request);
  // S3 treats an empty delimiter as none.
  const delimiter = findQueryText(request, 'delimiter') || undefined;
  return {
    Contents: Contents.map((entry) => ({
      ...entry, Key: encode(entry.Key), ...(showsOwner && { Owner: { ID: Owner } }),
    })),
    CommonPrefixes: CommonPrefixes.map(({ Prefix }) => ({ Prefix: encode(Prefix) })),
    Prefix: encode(findQueryText(request, 'prefix') ?? ''),
    Delimiter: delimiter && encode(delimiter),
    EncodingType: findQueryText(request, 'encoding-type'),
  };
}

export const listObjectsV2HttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['list-type=2'],
  ...defineHttpRoute({
    operation: 'ListObjectsV2',
    method: 'GET',
    read: (request) => {
      const text = (name: string) => findQueryText(request, name);
      makeKeyEncoder(request);
      return {
        ...readBucket(request),
        Prefix: text('prefix'),
        Delimiter: text('delimiter'),
        StartAfter: text('start-after'),
        ContinuationToken: text('continuation-token'),
        MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
      };
    },
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
    read: (request) => {
      makeKeyEncoder(request);
      return {
        ...readBucket(request),
        Prefix: findQueryText(request, 'prefix'),
        Delimiter: findQueryText(request, 'delimiter'),
        Marker: findQueryText(request, 'marker'),
        MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
      };
    },
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
