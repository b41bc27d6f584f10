import { type ListedVersion } from '../../model/objects';
import { type StoredVersion } from '../object-version';
import { makeCanonicalUserId } from './object-acl';
import { defineObjectHandler } from './object-handler';

const MAX_KEYS = 1_000;

interface LocatedVersion {
  readonly key: string;
  readonly version: StoredVersion;
  readonly isLatest: boolean;
}

function describeVersion({ key, version, isLatest }: LocatedVersion): ListedVersion {
  const base = {
    Key: key, VersionId: version.versionId, IsLatest: isLatest, LastModified: new Date(version.createdAt),
  };
  return version.kind === 'object' ? { ...base, ETag: version.etag, Size: version.body.length } : base;
}

/** Lists all versions, by key and the newest version first, as S3 does. */
export const listObjectVersionsHandler = defineObjectHandler<'ListObjectVersions'>({
  action: 's3:ListBucketVersions',
  handle: (_state, { name, accountId, objects }, { input }) => {
    const { Prefix: prefix = '', MaxKeys: requested = MAX_KEYS, KeyMarker: keyMarker, VersionIdMarker: marker } = input;
    const all = objects.keys().filter((key) => key.startsWith(prefix)).flatMap((key): LocatedVersion[] => {
      const versions = [...objects.versions(key)].reverse();
      return versions.map((version, index) => ({ key, version, isLatest: index === 0 }));
    });
    // Without a marker for the version, the list continues behind all versions of the key.
    const last = all.map(({ key, version }) => (
      key === keyMarker && (marker === undefined || version.versionId === marker)
    )).lastIndexOf(true);
    const limit = Math.min(requested, MAX_KEYS);
    const page = all.slice(last + 1, last + 1 + limit);
    const isTruncated = limit > 0 && last + 1 + limit < all.length;
    const end = page.at(-1);
    return {
      Name: name,
      Owner: makeCanonicalUserId(accountId),
      MaxKeys: requested,
      IsTruncated: isTruncated,
      ...(isTruncated && end && { NextKeyMarker: end.key, NextVersionIdMarker: end.version.versionId }),
      Versions: page.filter(({ version }) => version.kind === 'object').map(describeVersion),
      DeleteMarkers: page.filter(({ version }) => version.kind === 'delete-marker').map(describeVersion),
    };
  },
});
