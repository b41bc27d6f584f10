import { type SimulatedOperationInput } from '../../model/operations';
import { requireLockDigest } from '../digest';
import { makeEmptyResponse, defineHttpRoute, readXmlBody, xmlResponse } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import {
  makeXmlFlatListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape,
} from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const encryptionShape = makeXmlStructureShape({
  Rules: makeXmlFlatListShape('Rule', makeXmlStructureShape({
    ApplyServerSideEncryptionByDefault: makeXmlStructureShape({
      SSEAlgorithm: xmlStringShape, KMSMasterKeyID: xmlStringShape,
    }),
    BucketKeyEnabled: xmlBooleanShape,
  })),
});
const lockPeriod = { Days: xmlIntegerShape, Years: xmlIntegerShape };
const objectLockShape = makeXmlStructureShape({
  ObjectLockEnabled: xmlStringShape,
  Rule: makeXmlStructureShape({
    DefaultRetention: makeXmlStructureShape({
      Mode: xmlStringShape, ...lockPeriod, DefaultEventHold: makeXmlStructureShape(lockPeriod),
    }),
  }),
});
const requestPaymentShape = makeXmlStructureShape({ Payer: xmlStringShape });

const POLICY_ROUTES: readonly S3HttpRoute[] = [
  {
    scope: 'bucket',
    subresource: 'policy',
    ...defineHttpRoute({
      operation: 'GetBucketPolicy',
      method: 'GET',
      read: readBucket,
      respond: ({ Policy: body }) => (
        { kind: 'response', status: 200, headers: { 'content-type': 'application/json' }, body }
      ),
    }),
  },
  {
    scope: 'bucket',
    subresource: 'policy',
    ...defineHttpRoute({
      operation: 'PutBucketPolicy',
      method: 'PUT',
      read: (request) => ({ ...readBucket(request), Policy: request.body }),
      respond: () => makeEmptyResponse(204),
    }),
  },
  {
    scope: 'bucket',
    subresource: 'policy',
    ...defineHttpRoute({
      operation: 'DeleteBucketPolicy', method: 'DELETE', read: readBucket, respond: () => makeEmptyResponse(204),
    }),
  },
];

const ENCRYPTION_ROUTES: readonly S3HttpRoute[] = [
  {
    scope: 'bucket',
    subresource: 'encryption',
    ...defineHttpRoute({
      operation: 'GetBucketEncryption',
      method: 'GET',
      read: readBucket,
      respond: ({ ServerSideEncryptionConfiguration: { Rules } }) => xmlResponse(
        'ServerSideEncryptionConfiguration', S3_XML_NAMESPACE, encryptionShape, { Rules: [...Rules] }),
    }),
  },
  {
    scope: 'bucket',
    subresource: 'encryption',
    ...defineHttpRoute({
      operation: 'PutBucketEncryption',
      method: 'PUT',
      read: (request) => ({
        ...readBucket(request),
        ServerSideEncryptionConfiguration: readXmlBody(
          'ServerSideEncryptionConfiguration', encryptionShape, request.body),
      }),
      respond: () => makeEmptyResponse(200),
    }),
  },
];

type GivenLock = SimulatedOperationInput<'PutObjectLockConfiguration'>['ObjectLockConfiguration'];

const OBJECT_LOCK_ROUTES: readonly S3HttpRoute[] = [
  {
    scope: 'bucket',
    subresource: 'object-lock',
    ...defineHttpRoute({
      operation: 'GetObjectLockConfiguration',
      method: 'GET',
      read: readBucket,
      respond: ({ ObjectLockConfiguration }) => xmlResponse(
        'ObjectLockConfiguration', S3_XML_NAMESPACE, objectLockShape, ObjectLockConfiguration),
    }),
  },
  {
    scope: 'bucket',
    subresource: 'object-lock',
    ...defineHttpRoute({
      operation: 'PutObjectLockConfiguration',
      method: 'PUT',
      read: (request) => {
        requireLockDigest(request);
        return {
          ...readBucket(request),
          // The operation validates the words, which are plain text here.
          ObjectLockConfiguration: readXmlBody('ObjectLockConfiguration', objectLockShape, request.body) as GivenLock,
        };
      },
      respond: () => makeEmptyResponse(200),
    }),
  },
];

const REQUEST_PAYMENT_ROUTES: readonly S3HttpRoute[] = [
  {
    scope: 'bucket',
    subresource: 'requestPayment',
    ...defineHttpRoute({
      operation: 'GetBucketRequestPayment',
      method: 'GET',
      read: readBucket,
      respond: (output) => xmlResponse('RequestPaymentConfiguration', S3_XML_NAMESPACE, requestPaymentShape, output),
    }),
  },
  {
    scope: 'bucket',
    subresource: 'requestPayment',
    ...defineHttpRoute({
      operation: 'PutBucketRequestPayment',
      method: 'PUT',
      read: (request) => ({
        ...readBucket(request),
        RequestPaymentConfiguration: readXmlBody('RequestPaymentConfiguration', requestPaymentShape, request.body),
      }),
      respond: () => makeEmptyResponse(200),
    }),
  },
];

/** The routes of the settings of a bucket. */
export const BUCKET_SETTING_HTTP_ROUTES: readonly S3HttpRoute[] = [
  ...POLICY_ROUTES, ...ENCRYPTION_ROUTES, ...OBJECT_LOCK_ROUTES, ...REQUEST_PAYMENT_ROUTES,
];
