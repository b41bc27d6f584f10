import { requireParameter, ServiceError } from '../../engine/service-error';
import { hasBodyDigest } from '../digest';
import {
  defineHttpRoute, findQueryText, parseIntegerQueryParameter, readXmlBody, type WireRequest, xmlResponse,
} from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from '../shape';
import { uploadPartCopyHttpRoute } from './copy';
import { COMMON_PREFIXES_SHAPE, encodeMarkedKeyList, makeKeyEncoder, readKeyList } from './key-list';
import { listObjectsHttpRoute } from './list-objects';
import { type ObjectHttpRoute, parseVersionId, readBucket } from './object-http-route';

const versionShape = makeXmlStructureShape({
  Key: xmlStringShape,
  VersionId: xmlStringShape,
  IsLatest: xmlBooleanShape,
  LastModified: xmlTimestampShape,
  ETag: xmlStringShape,
  Size: xmlIntegerShape,
  StorageClass: xmlStringShape,
  Owner: makeXmlStructureShape({ ID: xmlStringShape }),
});
const listShape = makeXmlStructureShape({
  Name: xmlStringShape,
  Prefix: xmlStringShape,
  KeyMarker: xmlStringShape,
  VersionIdMarker: xmlStringShape,
  NextKeyMarker: xmlStringShape,
  NextVersionIdMarker: xmlStringShape,
  Delimiter: xmlStringShape,
  EncodingType: xmlStringShape,
  MaxKeys: xmlIntegerShape,
  IsTruncated: xmlBooleanShape,
  Version: makeXmlFlatListShape('Version', versionShape),
  DeleteMarker: makeXmlFlatListShape('DeleteMarker', versionShape),
  CommonPrefixes: COMMON_PREFIXES_SHAPE,
});

/** A marker of a version needs the marker of its key. */
function readVersionMarker({ query }: WireRequest): string | undefined {
  const marker = query.get('version-id-marker');
  if (marker !== null && !query.has('key-marker')) {
    throw new ServiceError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.', {
      ArgumentName: 'version-id-marker', ArgumentValue: marker,
    });
  }
  return parseVersionId(marker, 'version-id-marker');
}

const listObjectVersionsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['versions'],
  ...defineHttpRoute({
    operation: 'ListObjectVersions',
    method: 'GET',
    read: (request) => ({
      ...readKeyList(request),
      KeyMarker: findQueryText(request, 'key-marker'),
      VersionIdMarker: readVersionMarker(request),
      MaxKeys: parseIntegerQueryParameter(request.query, 'max-keys'),
    }),
    respond: ({ Versions, DeleteMarkers, CommonPrefixes, NextKeyMarker, Owner: ID, ...output }, request) => {
      const encode = makeKeyEncoder(request);
      const Owner = { ID };
      return xmlResponse('ListVersionsResult', S3_XML_NAMESPACE, listShape, {
        ...output,
        ...encodeMarkedKeyList({ CommonPrefixes, NextKeyMarker }, request),
        VersionIdMarker: findQueryText(request, 'version-id-marker') ?? '',
        Version: Versions.map((version) => ({ ...version, Key: encode(version.Key), Owner })),
        DeleteMarker: DeleteMarkers.map((marker) => ({ ...marker, Key: encode(marker.Key), Owner })),
      });
    },
  }),
};

const deleteShape = makeXmlStructureShape({
  Quiet: xmlBooleanShape,
  Objects: makeXmlFlatListShape('Object', makeXmlStructureShape({
    Key: xmlStringShape, VersionId: xmlStringShape, ETag: xmlStringShape,
  })),
});
const deleteResultShape = makeXmlStructureShape({
  Deleted: makeXmlFlatListShape('Deleted', makeXmlStructureShape({
    Key: xmlStringShape,
    VersionId: xmlStringShape,
    DeleteMarker: xmlBooleanShape,
    DeleteMarkerVersionId: xmlStringShape,
  })),
  Errors: makeXmlFlatListShape('Error', makeXmlStructureShape({
    Key: xmlStringShape, VersionId: xmlStringShape, Code: xmlStringShape, Message: xmlStringShape,
  })),
});

/** S3 deletes several objects only with a digest or a checksum of the list. */
function requireContentDigest(request: WireRequest): void {
  if (hasBodyDigest(request)) return;
  throw new ServiceError('InvalidRequest', 'Missing required header for this request: Content-MD5');
}

const deleteObjectsHttpRoute: ObjectHttpRoute = {
  scope: 'bucket',
  parameters: ['delete'],
  ...defineHttpRoute({
    operation: 'DeleteObjects',
    method: 'POST',
    read: (request) => {
      requireContentDigest(request);
      const { Objects = [] } = readXmlBody('Delete', deleteShape, request.body);
      return {
        ...readBucket(request),
        Objects: Objects.map(({ Key, ...object }) => ({ ...object, Key: requireParameter(Key || undefined, 'Key') })),
        BypassGovernanceRetention: request.header('x-amz-bypass-governance-retention') === 'true',
      };
    },
    respond: ({ Deleted, Errors }, request) => {
      const { Quiet: isQuiet = false } = readXmlBody('Delete', deleteShape, request.body);
      return xmlResponse('DeleteResult', S3_XML_NAMESPACE, deleteResultShape, {
        Deleted: isQuiet ? [] : [...Deleted], Errors: [...Errors],
      });
    },
  }),
};

/** The routes that only buckets have. Access points refuse these requests. */
export const BUCKET_ONLY_OBJECT_HTTP_ROUTES: readonly ObjectHttpRoute[] = [
  listObjectVersionsHttpRoute, listObjectsHttpRoute, deleteObjectsHttpRoute, uploadPartCopyHttpRoute,
];
