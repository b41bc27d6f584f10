import { invalidRequestError } from '../../engine/service-error';
import {
  defineHttpRoute, findQueryText, parseIntegerQueryParameter, type WireRequest, xmlResponse,
} from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { type ObjectHttpRoute } from './object-http-route';

const result = makeXmlStructureShape({
  Name: xmlStringShape,
  Prefix: xmlStringShape,
  Delimiter: xmlStringShape,
  StartAfter: xmlStringShape,
  ContinuationToken: xmlStringShape,
  NextContinuationToken: xmlStringShape,
  EncodingType: xmlStringShape,
  KeyCount: xmlIntegerShape,
  MaxKeys: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Contents: makeXmlFlatListShape('Contents', makeXmlStructureShape({
    Key: xmlStringShape,
    LastModified: xmlTimestampShape,
    ETag: xmlStringShape,
    Size: xmlIntegerShape,
    StorageClass: xmlStringShape,
  })),
  CommonPrefixes: makeXmlFlatListShape('CommonPrefixes', makeXmlStructureShape({ Prefix: xmlStringShape })),
});

/** Returns a function that encodes keys, because XML cannot contain every character of a key. */
export function makeKeyEncoder({ query }: WireRequest): (key: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null) return (key) => key;
  if (encoding !== 'url') throw invalidRequestError('Invalid Encoding Method specified in Request');
  return (key) => encodeURIComponent(key).replace(/%2F/g, '/');
}

export const listObjectsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['list-type=2'],
  ...defineHttpRoute({
    operation: 'ListObjectsV2',
    method: 'GET',
    read: (request) => {
      const text = (name: string) => findQueryText(request, name);
      makeKeyEncoder(request);
      return {
        Bucket: request.label,
        Prefix: text('prefix'),
        Delimiter: text('delimiter'),
        StartAfter: text('start-after'),
        ContinuationToken: text('continuation-token'),
        MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
      };
    },
    respond: (output, request) => {
      const encode = makeKeyEncoder(request);
      const text = (name: string) => findQueryText(request, name);
      const encoded = (name: string) => (request.query.has(name) ? encode(text(name)!) : undefined);
      return xmlResponse('ListBucketResult', S3_XML_NAMESPACE, result, {
        ...output,
        Contents: output.Contents.map((entry) => ({ ...entry, Key: encode(entry.Key) })),
        CommonPrefixes: output.CommonPrefixes.map(({ Prefix }) => ({ Prefix: encode(Prefix) })),
        Prefix: encoded('prefix') ?? '',
        Delimiter: encoded('delimiter'),
        StartAfter: encoded('start-after'),
        ContinuationToken: text('continuation-token'),
        EncodingType: text('encoding-type'),
      });
    },
  }),
};
