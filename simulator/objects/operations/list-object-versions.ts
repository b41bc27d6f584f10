import { type ListedVersion } from '../../model/objects';
import { type BucketObjects } from '../bucket-objects';
import { listByMarker, type MarkedItem } from '../list-by-marker';
import { findStorageClass, type StoredVersion } from '../object-version';
import { makeCanonicalUserId } from './object-acl';
import { defineObjectHandler } from './object-handler';

const MAX_KEYS = 1_000;

interface LocatedVersion extends MarkedItem {
  readonly version: StoredVersion;
  readonly isLatest: boolean;
}

/** Returns all versions, by key and the newest version first, as S3 lists them. */
function locateVersions(objects: BucketObjects): LocatedVersion[] {
  return objects.keys().flatMap((key) => [...objects.versions(key)].reverse().map((version, index) => (
    { key, id: version.versionId, version, isLatest: index === 0 }
  )));
}

function describeVersion({ key, version, isLatest }: LocatedVersion): ListedVersion {
  const base = {
    Key: key, VersionId: version.versionId, IsLatest: isLatest, LastModified: new Date(version.createdAt),
  };
  return version.kind === 'object' ? {
    ...base, ETag: version.etag, Size: version.body.length, StorageClass: findStorageClass(version.headers),
  } : base;
}

export const listObjectVersionsHandler = defineObjectHandler<'ListObjectVersions'>({
  action: 's3:ListBucketVersions',
  handle: (_state, { name, accountId, objects }, { input }) => {
    const { MaxKeys: requested = MAX_KEYS } = input;
    const page = listByMarker(locateVersions(objects), {
      prefix: input.Prefix,
      delimiter: input.Delimiter,
      keyMarker: input.KeyMarker,
      idMarker: input.VersionIdMarker,
      limit: Math.min(requested, MAX_KEYS),
    });
    return {
      Name: name,
      Owner: makeCanonicalUserId(accountId),
      MaxKeys: requested,
      IsTruncated: page.isTruncated,
      NextKeyMarker: page.nextKeyMarker,
      NextVersionIdMarker: page.nextIdMarker,
      Versions: page.items.filter(({ version }) => version.kind === 'object').map(describeVersion),
      DeleteMarkers: page.items.filter(({ version }) => version.kind === 'delete-marker').map(describeVersion),
      CommonPrefixes: [...page.prefixes],
    };
  },
});
