import { ServiceError } from '../../engine/service-error';
import { type ListedObject } from '../../model/objects';
import { type BucketObjects } from '../bucket-objects';
import { compareKeys, findCommonPrefix } from '../list-by-marker';
import { findStorageClass } from '../object-version';
import { makeCanonicalUserId } from './object-acl';
import { defineObjectHandler } from './object-handler';

const MAX_KEYS = 1_000;

type Entry = { readonly key: string } | { readonly prefix: string };

/** Returns the sort position of an entry: an object by its key, a common prefix by itself. */
function positionOf(entry: Entry): string {
  return 'key' in entry ? entry.key : entry.prefix;
}

interface ListedRange {
  readonly prefix: string;
  readonly delimiter: string;
  /** The list begins behind this key or common prefix. */
  readonly start: string;
}

/** Lists the keys of current objects, with keys that have the delimiter after the prefix grouped. */
function listEntries(objects: BucketObjects, { prefix, delimiter, start }: ListedRange): Entry[] {
  const entries: Entry[] = [];
  let lastPrefix: string | undefined;
  for (const key of objects.keys()) {
    if (!key.startsWith(prefix) || objects.current(key)!.kind !== 'object') continue;
    if (start !== '' && compareKeys(key, start) <= 0) continue;
    const common = findCommonPrefix(key, prefix, delimiter);
    if (common === undefined) entries.push({ key });
    else if (common !== lastPrefix && common !== start) entries.push({ prefix: common });
    lastPrefix = common ?? lastPrefix;
  }
  return entries;
}

function describeObject(objects: BucketObjects, key: string): ListedObject {
  const version = objects.current(key)!;
  if (version.kind !== 'object') throw new Error(`${key} is a delete marker`);
  return {
    Key: key,
    LastModified: new Date(version.createdAt),
    ETag: version.etag,
    Size: version.body.length,
    StorageClass: findStorageClass(version.headers),
  };
}

function parseToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (Buffer.from(text).toString('base64url') !== token || token === '') {
    throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return text;
}

interface ListedPage {
  readonly contents: ListedObject[];
  readonly prefixes: { readonly Prefix: string }[];
  readonly isTruncated: boolean;
  /** The last key or common prefix. */
  readonly end: string | undefined;
}

function listPage(objects: BucketObjects, range: ListedRange, requested: number): ListedPage {
  const limit = Math.min(requested, MAX_KEYS);
  const entries = listEntries(objects, range);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    contents: page.flatMap((entry) => ('key' in entry ? [describeObject(objects, entry.key)] : [])),
    prefixes: page.flatMap((entry) => ('prefix' in entry ? [{ Prefix: entry.prefix }] : [])),
    isTruncated: limit > 0 && entries.length > limit,
    end: last && positionOf(last),
  };
}

export const listObjectsV2Handler = defineObjectHandler<'ListObjectsV2'>({
  action: 's3:ListBucket',
  handle: (_state, { name, accountId, objects }, { input }) => {
    const { Prefix: prefix = '', Delimiter: delimiter = '', MaxKeys: requested = MAX_KEYS } = input;
    const start = parseToken(input.ContinuationToken) ?? input.StartAfter ?? '';
    const { contents, prefixes, isTruncated, end = '' } = listPage(objects, { prefix, delimiter, start }, requested);
    return {
      Name: name,
      Owner: makeCanonicalUserId(accountId),
      Contents: contents,
      CommonPrefixes: prefixes,
      KeyCount: contents.length + prefixes.length,
      MaxKeys: requested,
      IsTruncated: isTruncated,
      ...(isTruncated && { NextContinuationToken: Buffer.from(end).toString('base64url') }),
    };
  },
});

export const listObjectsHandler = defineObjectHandler<'ListObjects'>({
  action: 's3:ListBucket',
  handle: (_state, { name, accountId, objects }, { input }) => {
    const { Prefix: prefix = '', Delimiter: delimiter = '', MaxKeys: requested = MAX_KEYS, Marker: start = '' } = input;
    const { contents, prefixes, isTruncated, end } = listPage(objects, { prefix, delimiter, start }, requested);
    return {
      Name: name,
      Owner: makeCanonicalUserId(accountId),
      Contents: contents,
      CommonPrefixes: prefixes,
      MaxKeys: requested,
      IsTruncated: isTruncated,
      // Without a delimiter, clients continue behind the last key.
      ...(isTruncated && delimiter !== '' && { NextMarker: end }),
    };
  },
});
