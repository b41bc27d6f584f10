import { type WireRequest } from '../http-route';
import {
  deleteObjectHttpRoute, getObjectHttpRoute, headObjectHttpRoute, putObjectHttpRoute, restoreObjectHttpRoute,
} from './content';
import { copyObjectHttpRoute } from './copy';
import { listObjectsV2HttpRoute } from './list-objects';
import {
  abortMultipartUploadHttpRoute, completeMultipartUploadHttpRoute, createMultipartUploadHttpRoute,
  listMultipartUploadsHttpRoute, listPartsHttpRoute, uploadPartHttpRoute,
} from './multipart';
import { type ObjectHttpRoute } from './object-http-route';
import {
  deleteObjectTaggingHttpRoute, getObjectAclHttpRoute, getObjectLegalHoldHttpRoute, getObjectRetentionHttpRoute,
  getObjectTaggingHttpRoute, putObjectAclHttpRoute, putObjectLegalHoldHttpRoute, putObjectRetentionHttpRoute,
  putObjectTaggingHttpRoute,
} from './settings';

export const OBJECT_HTTP_ROUTES: readonly ObjectHttpRoute[] = [
  abortMultipartUploadHttpRoute, completeMultipartUploadHttpRoute, copyObjectHttpRoute, createMultipartUploadHttpRoute,
  deleteObjectHttpRoute, deleteObjectTaggingHttpRoute, getObjectHttpRoute, getObjectAclHttpRoute,
  getObjectLegalHoldHttpRoute, getObjectRetentionHttpRoute, getObjectTaggingHttpRoute, headObjectHttpRoute,
  listMultipartUploadsHttpRoute, listObjectsV2HttpRoute, listPartsHttpRoute, putObjectHttpRoute, putObjectAclHttpRoute,
  putObjectLegalHoldHttpRoute, putObjectRetentionHttpRoute, putObjectTaggingHttpRoute, restoreObjectHttpRoute,
  uploadPartHttpRoute,
];

/** Parameters that select an operation. Other parameters are options or parts of a signature. */
const SELECTORS = [
  'acl', 'append', 'attributes', 'delete', 'legal-hold', 'list-type', 'partNumber', 'renameObject', 'restore',
  'retention', 'select', 'tagging', 'torrent', 'uploadId', 'uploads', 'versions',
];

/** Parameters of signatures, and a parameter that the SDK adds to name the operation. */
const NO_OPTIONS = /^(?:x-amz-.*|x-id)$/i;

/** Reads and HEAD requests can name a part without an upload. */
function findSelectors(method: string, query: URLSearchParams): string[] {
  const isPartOfObject = (method === 'GET' || method === 'HEAD') && !query.has('uploadId');
  return [...new Set(query.keys())].filter((name) => (
    SELECTORS.includes(name) && !(name === 'partNumber' && isPartOfObject)
  )).map((name) => (name === 'list-type' ? `${name}=${query.get(name)}` : name));
}

/** Finds the route of a request for an object or for all objects of a bucket. */
export function findObjectHttpRoute(
  method: string, { key, query, header }: Pick<WireRequest, 'key' | 'query' | 'header'>,
  routes: readonly ObjectHttpRoute[] = OBJECT_HTTP_ROUTES,
): ObjectHttpRoute | undefined {
  const scope = key === '' ? 'bucket' : 'object';
  const selectors = findSelectors(method, query);
  const copies = header('x-amz-copy-source') !== undefined;
  const names = [...query.keys()].filter((name) => !NO_OPTIONS.test(name));
  return routes.find(({ parameters = [], options = names, requiredHeader, ...route }) => (
    route.method === method && route.scope === scope && (requiredHeader !== undefined) === copies
    && parameters.length === selectors.length && parameters.every((name) => selectors.includes(name))
    && names.every((name) => options.includes(name))
  ));
}
