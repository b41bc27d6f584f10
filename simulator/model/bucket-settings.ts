import { type ServerSideEncryptionRule, type ObjectLockConfiguration } from '../buckets/bucket-settings';
import { type DeepPartial } from './operations';

interface BucketRequest {
  readonly Bucket?: string;
  readonly ExpectedBucketOwner?: string;
}

export type RequestPayer = 'BucketOwner' | 'Requester';

/** The operations that read and write the settings of a bucket. */
export interface BucketSettingOperations {
  GetBucketPolicy: { input: BucketRequest; output: { readonly Policy: string } };
  PutBucketPolicy: { input: BucketRequest & { readonly Policy?: string }; output: object };
  DeleteBucketPolicy: { input: BucketRequest; output: object };
  GetBucketEncryption: {
    input: BucketRequest;
    output: {
      readonly ServerSideEncryptionConfiguration: { readonly Rules: readonly ServerSideEncryptionRule[] };
    };
  };
  PutBucketEncryption: {
    input: BucketRequest & {
      readonly ServerSideEncryptionConfiguration?: {
        readonly Rules?: readonly DeepPartial<ServerSideEncryptionRule>[];
      };
    };
    output: object;
  };
  GetObjectLockConfiguration: {
    input: BucketRequest;
    output: { readonly ObjectLockConfiguration: ObjectLockConfiguration };
  };
  PutObjectLockConfiguration: {
    input: BucketRequest & { readonly ObjectLockConfiguration?: DeepPartial<ObjectLockConfiguration> };
    output: object;
  };
  GetBucketRequestPayment: { input: BucketRequest; output: { readonly Payer: RequestPayer } };
  PutBucketRequestPayment: {
    input: BucketRequest & { readonly RequestPaymentConfiguration?: { readonly Payer?: string } };
    output: object;
  };
}
