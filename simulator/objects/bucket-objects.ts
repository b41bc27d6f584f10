import { type ObjectOperations } from '../model/objects';
import { type BucketVersioningStatus } from '../model/operations';
import { compareKeys } from './list-by-marker';
import { type MultipartUpload } from './multipart-upload';
import { type StoredVersion } from './object-version';

/** The version id of objects that a bucket without versioning stores. */
export const NULL_VERSION = 'null';

/** The objects of a bucket with all their versions, and the multipart uploads in progress. */
export class BucketObjects {
  public readonly uploads = new Map<string, MultipartUpload>();
  /** The answers to completed uploads with their parts, because S3 repeats an answer. */
  public readonly completed = new Map<string, {
    readonly parts: string; readonly output: ObjectOperations['CompleteMultipartUpload']['output'];
  }>();
  /** By key, the versions in the order of their creation. */
  private readonly byKey = new Map<string, StoredVersion[]>();
  /** The ids of permanently deleted versions, by key. */
  private readonly deleted = new Map<string, Set<string>>();

  public get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  /** Returns all keys in the order of their UTF-8 encoding, as S3 lists them. */
  public keys(): string[] {
    return [...this.byKey.keys()].sort(compareKeys);
  }

  /** Returns the versions of a key in the order of their creation. */
  public versions(key: string): readonly StoredVersion[] {
    return this.byKey.get(key) ?? [];
  }

  public current(key: string): StoredVersion | undefined {
    return this.versions(key).at(-1);
  }

  public find(key: string, versionId: string): StoredVersion | undefined {
    return this.versions(key).find((version) => version.versionId === versionId);
  }

  /**
   * Adds a version. A replica can be older than versions that the bucket has, so it does not become the current version
   * then. A version with the id `null` replaces the version with that id.
   */
  public add(key: string, version: StoredVersion): void {
    const others = this.versions(key).filter(({ versionId }) => versionId !== version.versionId);
    this.deleted.get(key)?.delete(version.versionId);
    // An array of one element needs less memory than an array that grew.
    this.byKey.set(key, others.length === 0 ? [version] : [...others, version].sort((a, b) => a.order - b.order));
  }

  /** Whether a version was deleted permanently. S3 does not replicate such a version again. */
  public wasDeleted(key: string, versionId: string): boolean {
    return this.deleted.get(key)?.has(versionId) ?? false;
  }

  public remove(key: string, versionId: string): void {
    const deleted = this.deleted.get(key) ?? new Set();
    this.deleted.set(key, deleted.add(versionId));
    const others = this.versions(key).filter((version) => version.versionId !== versionId);
    if (others.length > 0) this.byKey.set(key, others);
    else this.byKey.delete(key);
  }
}

/** Returns the id of a new version. Without versioning, a new version replaces the previous one. */
export function chooseVersionId(versioning: BucketVersioningStatus | undefined, generate: () => string): string {
  return versioning === 'Enabled' ? generate() : NULL_VERSION;
}
