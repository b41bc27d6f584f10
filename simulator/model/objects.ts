import { type Tag } from './replication';

/** The requests and answers of the operations on objects, with the names of the S3 API. */

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** In base64. A composite checksum ends with the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface Retention {
  readonly Mode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly RetainUntilDate: Date;
}

export type LegalHoldStatus = 'ON' | 'OFF';

export type ReplicationStatus = 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA';

/** The headers of an object that its writer chooses: system headers such as `content-type`, and `x-amz-meta-*`. */
export type ObjectHeaders = Readonly<Record<string, string>>;

/** The conditions of a request. The entity tags are as sent, with quotation marks. */
export interface RequestConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Date;
  readonly IfUnmodifiedSince?: Date;
}

/** A request for a bucket name or for the ARN of an access point. */
export interface BucketRequest {
  readonly Bucket: string;
  /** The account that must own the bucket that answers. */
  readonly ExpectedBucketOwner?: string;
}

/** An object, or one of its versions. */
export interface ObjectRequest extends BucketRequest {
  readonly Key: string;
  readonly VersionId?: string;
}

export interface ObjectWrite {
  readonly Headers: ObjectHeaders;
  readonly Tags?: readonly Tag[];
  readonly ACL?: string;
  readonly LegalHold?: LegalHoldStatus;
  readonly Retention?: Retention;
}

/** The version that an operation concerned. */
export interface VersionOutput {
  readonly VersionId?: string;
}

/** An object that a request has stored. The headers describe its encryption. */
export interface WrittenObjectOutput extends StoredObjectOutput {
  readonly Encryption: ObjectHeaders;
}

export interface StoredObjectOutput extends VersionOutput {
  readonly ETag: string;
  readonly Checksum: ObjectChecksum;
}

export interface ObjectOutput extends StoredObjectOutput {
  readonly LastModified: Date;
  readonly ContentLength: number;
  readonly Headers: ObjectHeaders;
  readonly TagCount: number;
  readonly PartsCount?: number;
  readonly ReplicationStatus?: ReplicationStatus;
  readonly LegalHold?: LegalHoldStatus;
  readonly Retention?: Retention;
}

export interface ListedObject {
  readonly Key: string;
  readonly LastModified: Date;
  readonly ETag: string;
  readonly Size: number;
  readonly StorageClass: string;
}

/** A version or a delete marker. Delete markers have no entity tag and no size. */
export interface ListedVersion {
  readonly Key: string;
  readonly VersionId: string;
  readonly IsLatest: boolean;
  readonly LastModified: Date;
  readonly ETag?: string;
  readonly Size?: number;
  readonly StorageClass?: string;
}

interface KeyVersion {
  readonly Key: string;
  readonly VersionId?: string;
}

interface ListingRequest extends BucketRequest {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
}

interface CommonPrefix {
  readonly Prefix: string;
}

interface ListingOutput {
  readonly Name: string;
  /** The canonical user id of the account that owns all objects of the bucket. */
  readonly Owner: string;
  readonly Contents: ListedObject[];
  readonly CommonPrefixes: CommonPrefix[];
  readonly MaxKeys: number;
  readonly IsTruncated: boolean;
}

export interface ListObjectsOutput extends ListingOutput {
  readonly KeyCount: number;
  readonly NextContinuationToken?: string;
}

/** Content that a request stores. */
export interface SentContent {
  readonly Body: Uint8Array;
  readonly Checksum: ObjectChecksum;
  /** Whether the client sent a digest or a checksum, which locked objects need. Default: yes. */
  readonly HasDigest?: boolean;
}

export interface UploadRequest extends BucketRequest {
  readonly Key: string;
  readonly UploadId: string;
}

export interface ListedPart {
  readonly PartNumber: number;
  readonly ETag: string;
  readonly Size: number;
  readonly LastModified: Date;
  readonly Checksum: ObjectChecksum;
}

/** The properties of a multipart upload that lists contain. */
export interface UploadDescription {
  readonly StorageClass: string;
  readonly ChecksumAlgorithm: ChecksumAlgorithm;
  readonly ChecksumType: ObjectChecksum['type'];
}

export interface ListedUpload extends UploadDescription {
  readonly Key: string;
  readonly UploadId: string;
  readonly Initiated: Date;
}

/** A part that the client names to complete an upload. */
export interface CompletedPart {
  readonly PartNumber: number;
  readonly ETag: string;
  readonly Checksum?: Pick<ObjectChecksum, 'algorithm' | 'value'>;
}

export interface ObjectOperations {
  PutObject: {
    input: ObjectRequest & ObjectWrite & RequestConditions & SentContent;
    output: WrittenObjectOutput;
  };
  CopyObject: {
    input: ObjectRequest & Partial<ObjectWrite> & RequestConditions & {
      readonly Source: ObjectRequest;
      readonly SourceConditions?: RequestConditions;
      /** The headers that replace headers of the source, if `Headers` does not replace all of them. */
      readonly ChangedHeaders?: ObjectHeaders;
      /** As sent: `COPY` or `REPLACE`. */
      readonly MetadataDirective?: string;
      readonly ChecksumAlgorithm?: ChecksumAlgorithm;
    };
    output: WrittenObjectOutput & { readonly LastModified: Date; readonly SourceVersionId?: string };
  };
  GetObject: {
    input: ObjectRequest & RequestConditions & { readonly Range?: string; readonly PartNumber?: number };
    output: ObjectOutput & { readonly Body: Uint8Array; readonly ContentRange?: string };
  };
  HeadObject: {
    input: ObjectRequest & RequestConditions & { readonly Range?: string; readonly PartNumber?: number };
    output: ObjectOutput & { readonly ContentRange?: string };
  };
  DeleteObject: {
    input: ObjectRequest & { readonly BypassGovernanceRetention?: boolean; readonly IfMatch?: string };
    output: VersionOutput & { readonly DeleteMarker?: boolean };
  };
  ListObjectsV2: {
    input: ListingRequest & { readonly StartAfter?: string; readonly ContinuationToken?: string };
    output: ListObjectsOutput;
  };
  /** The first version of the listing, which access points do not support. */
  ListObjects: {
    input: ListingRequest & { readonly Marker?: string };
    output: ListingOutput & { readonly NextMarker?: string };
  };
  DeleteObjects: {
    input: BucketRequest & {
      /** The keys and versions, with the entity tag that a current version must have. */
      readonly Objects: readonly (KeyVersion & { readonly ETag?: string })[];
      readonly BypassGovernanceRetention?: boolean;
    };
    output: {
      readonly Deleted: readonly (KeyVersion & {
        readonly DeleteMarker?: boolean; readonly DeleteMarkerVersionId?: string;
      })[];
      readonly Errors: readonly (KeyVersion & { readonly Code: string; readonly Message: string })[];
    };
  };
  ListObjectVersions: {
    input: ListingRequest & { readonly KeyMarker?: string; readonly VersionIdMarker?: string };
    output: {
      readonly Name: string;
      readonly Owner: string;
      readonly Versions: ListedVersion[];
      readonly DeleteMarkers: ListedVersion[];
      readonly CommonPrefixes: CommonPrefix[];
      readonly MaxKeys: number;
      readonly IsTruncated: boolean;
      readonly NextKeyMarker?: string;
      readonly NextVersionIdMarker?: string;
    };
  };
  GetObjectTagging: { input: ObjectRequest; output: VersionOutput & { readonly TagSet: readonly Tag[] } };
  PutObjectTagging: { input: ObjectRequest & { readonly TagSet: readonly Tag[] }; output: VersionOutput };
  DeleteObjectTagging: { input: ObjectRequest; output: VersionOutput };
  GetObjectAcl: { input: ObjectRequest; output: VersionOutput & { readonly ACL: string; readonly Owner: string } };
  PutObjectAcl: { input: ObjectRequest & { readonly ACL: string }; output: VersionOutput };
  GetObjectLegalHold: { input: ObjectRequest; output: { readonly Status: LegalHoldStatus } };
  PutObjectLegalHold: { input: ObjectRequest & { readonly Status: LegalHoldStatus }; output: object };
  GetObjectRetention: { input: ObjectRequest; output: { readonly Retention: Retention } };
  PutObjectRetention: {
    input: ObjectRequest & { readonly Retention?: Retention; readonly BypassGovernanceRetention?: boolean };
    output: object;
  };
  RestoreObject: { input: ObjectRequest; output: object };
  CreateMultipartUpload: {
    input: ObjectRequest & ObjectWrite & {
      readonly ChecksumAlgorithm?: ChecksumAlgorithm; readonly ChecksumType?: ObjectChecksum['type'];
    };
    output: {
      readonly Bucket: string;
      readonly Key: string;
      readonly UploadId: string;
      readonly Encryption: ObjectHeaders;
      /** The checksum that the request chose. */
      readonly Checksum?: Pick<ObjectChecksum, 'algorithm' | 'type'>;
    };
  };
  UploadPart: {
    input: UploadRequest & SentContent & { readonly PartNumber: number };
    output: { readonly ETag: string; readonly Checksum: ObjectChecksum; readonly Encryption: ObjectHeaders };
  };
  /** Only buckets copy parts. Access points do not support it. */
  UploadPartCopy: {
    input: UploadRequest & {
      readonly PartNumber: number;
      readonly Source: ObjectRequest;
      readonly SourceConditions?: RequestConditions;
      /** The first and the last byte of the source, both inclusive. Default: the complete source. */
      readonly SourceRange?: string;
    };
    output: {
      readonly ETag: string;
      readonly LastModified: Date;
      readonly Checksum: ObjectChecksum;
      readonly Encryption: ObjectHeaders;
      readonly SourceVersionId?: string;
    };
  };
  CompleteMultipartUpload: {
    input: UploadRequest & RequestConditions & {
      readonly Parts: readonly CompletedPart[];
      /** The size that the client expects for the object. */
      readonly ObjectSize?: number;
      /** The checksum that the client expects for the object. */
      readonly Checksum?: Pick<ObjectChecksum, 'algorithm' | 'value'>;
    };
    output: WrittenObjectOutput & { readonly Bucket: string; readonly Key: string; readonly Location: string };
  };
  AbortMultipartUpload: { input: UploadRequest; output: object };
  ListParts: {
    input: UploadRequest & { readonly MaxParts?: number; readonly PartNumberMarker?: number };
    output: UploadDescription & {
      readonly Bucket: string;
      /** The canonical user id of the account that owns the upload. */
      readonly Owner: string;
      readonly Parts: ListedPart[];
      readonly MaxParts: number;
      readonly IsTruncated: boolean;
      readonly NextPartNumberMarker?: number;
    };
  };
  ListMultipartUploads: {
    input: BucketRequest & {
      readonly Prefix?: string;
      readonly Delimiter?: string;
      readonly KeyMarker?: string;
      readonly UploadIdMarker?: string;
      readonly MaxUploads?: number;
    };
    output: {
      readonly Bucket: string;
      readonly Owner: string;
      readonly Uploads: ListedUpload[];
      readonly CommonPrefixes: CommonPrefix[];
      readonly MaxUploads: number;
      readonly IsTruncated: boolean;
      readonly NextKeyMarker?: string;
      readonly NextUploadIdMarker?: string;
    };
  };
}
