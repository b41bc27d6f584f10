import { invalidRequestError } from '../../engine/service-error';
import { type ListObjectsOutput } from '../../model/objects';
import { findQueryText, type WireRequest } from '../http-route';
import { makeXmlFlatListShape, makeXmlStructureShape, xmlStringShape } from '../shape';
import { readBucket } from './object-http-route';

export const COMMON_PREFIXES_SHAPE = makeXmlFlatListShape(
  'CommonPrefixes', makeXmlStructureShape({ Prefix: xmlStringShape }));

/** Returns a function that encodes keys, because XML cannot contain every character of a key. */
export function makeKeyEncoder({ query }: WireRequest): (key: string) => string {
  const encoding = query.get('encoding-type');
  if (encoding === null) return (key) => key;
  if (encoding !== 'url') throw invalidRequestError('Invalid Encoding Method specified in Request');
  return (key) => encodeURIComponent(key).replace(/%2F/g, '/');
}

/** Reads what every list of keys has. Refuses an unknown encoding before the operation. */
export function readKeyList(request: WireRequest) {
  makeKeyEncoder(request);
  return {
    ...readBucket(request),
    Prefix: findQueryText(request, 'prefix'),
    Delimiter: findQueryText(request, 'delimiter'),
  };
}

/** Returns the elements that every list of keys encodes on request. */
export function encodeKeyList(
  { CommonPrefixes }: Pick<ListObjectsOutput, 'CommonPrefixes'>, request: WireRequest,
) {
  const encode = makeKeyEncoder(request);
  const encodeText = (name: string) => encode(findQueryText(request, name) ?? '');
  return {
    Prefix: encodeText('prefix'),
    // S3 treats an empty delimiter as none.
    Delimiter: encodeText('delimiter') || undefined,
    EncodingType: findQueryText(request, 'encoding-type'),
    CommonPrefixes: CommonPrefixes.map(({ Prefix }) => ({ Prefix: encode(Prefix) })),
  };
}

/** Returns the elements of a list with a key marker. */
export function encodeMarkedKeyList(
  output: Pick<ListObjectsOutput, 'CommonPrefixes'> & { readonly NextKeyMarker?: string }, request: WireRequest,
) {
  const { NextKeyMarker } = output;
  const encode = makeKeyEncoder(request);
  return {
    ...encodeKeyList(output, request),
    KeyMarker: encode(findQueryText(request, 'key-marker') ?? ''),
    NextKeyMarker: NextKeyMarker === undefined ? undefined : encode(NextKeyMarker),
  };
}
