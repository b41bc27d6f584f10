import { answers, type ConformanceCase, digestOf } from '../conformance-case';
import { BUCKET, type ConformanceSession } from '../conformance-session';

const tags = '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>';
const UNTIL = '2099-01-01T00:00:00.000Z';
const retention = `<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>${UNTIL}</RetainUntilDate></Retention>`;
const legalHold = '<LegalHold><Status>OFF</Status></LegalHold>';
const locks = {
  'x-amz-object-lock-legal-hold': 'ON',
  'x-amz-object-lock-mode': 'GOVERNANCE',
  'x-amz-object-lock-retain-until-date': UNTIL,
};

/** Sends a request for an object that exists. */
function toObject(
  method: string, url: string, headers: Readonly<Record<string, string>> = {}, body = '',
): ConformanceCase['send'] {
  return async (session) => {
    await session.ask('PUT', '/a', { ...locks, ...digestOf('hello') }, 'hello');
    return session.ask(method, url, headers, body);
  };
}

/** Sends a request for a multipart upload with one part. */
function toUpload(
  send: (session: ConformanceSession, id: string, etag: string) => ReturnType<ConformanceCase['send']>,
): ConformanceCase['send'] {
  return async (session) => {
    const id = await session.startUpload();
    const { headers: { etag } } = await session.ask('PUT', `/a?partNumber=1&uploadId=${id}`, {}, 'hello');
    return send(session, id, String(etag));
  };
}

const LARGE = 'x'.repeat(5 * 1_024 * 1_024 + 2);

/** Copies an object to a part of an upload. */
function copyPart(headers: Readonly<Record<string, string>>, source = LARGE): ConformanceCase['send'] {
  return async (session) => {
    await session.ask('PUT', '/source', {}, source);
    const id = await session.startUpload();
    return session.ask(
      'PUT', `/a?partNumber=1&uploadId=${id}`, { 'x-amz-copy-source': `${BUCKET}/source`, ...headers });
  };
}

interface OperationCase extends Pick<ConformanceCase, 'send' | 'text'> {
  readonly operation: string;
  readonly status?: string;
}

/** The operations of `src/facts/data-plane.ts`, which a test compares. */
const OPERATIONS: readonly OperationCase[] = [
  {
    operation: 'AbortMultipartUpload',
    status: '204',
    send: toUpload((session, id) => session.ask('DELETE', `/a?uploadId=${id}`)),
  },
  {
    operation: 'CompleteMultipartUpload',
    text: /<ETag>&quot;\w+-1&quot;<\/ETag>/,
    send: toUpload((session, id, etag) => session.ask('POST', `/a?uploadId=${id}`, {}, '<CompleteMultipartUpload><Part>'
      + `<PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`)),
  },
  {
    operation: 'CopyObject',
    text: /<ETag>/,
    send: toObject('PUT', '/b', { 'x-amz-copy-source': `${BUCKET}/a` }),
  },
  { operation: 'CreateMultipartUpload', text: /<UploadId>/, send: (session) => session.ask('POST', '/a?uploads') },
  { operation: 'DeleteObject', status: '204', send: toObject('DELETE', '/a') },
  { operation: 'DeleteObjectTagging', status: '204', send: toObject('DELETE', '/a?tagging') },
  { operation: 'GetObject', text: /^hello$/, send: toObject('GET', '/a') },
  { operation: 'GetObjectAcl', text: /FULL_CONTROL/, send: toObject('GET', '/a?acl') },
  { operation: 'GetObjectLegalHold', text: /<Status>ON</, send: toObject('GET', '/a?legal-hold') },
  { operation: 'GetObjectRetention', text: /<Mode>GOVERNANCE</, send: toObject('GET', '/a?retention') },
  { operation: 'GetObjectTagging', text: /<TagSet/, send: toObject('GET', '/a?tagging') },
  { operation: 'HeadObject', text: /^$/, send: toObject('HEAD', '/a') },
  {
    operation: 'ListMultipartUploads',
    text: /<UploadId>/,
    send: toUpload((session) => session.ask('GET', '/?uploads')),
  },
  { operation: 'ListObjectsV2', text: /<Key>a<\/Key>/, send: toObject('GET', '/?list-type=2') },
  {
    operation: 'ListParts',
    text: /<PartNumber>1</,
    send: toUpload((session, id) => session.ask('GET', `/a?uploadId=${id}`)),
  },
  { operation: 'PutObject', text: /^$/, send: (session) => session.ask('PUT', '/a', {}, 'hello') },
  { operation: 'PutObjectAcl', text: /^$/, send: toObject('PUT', '/a?acl', { 'x-amz-acl': 'private' }) },
  {
    operation: 'PutObjectLegalHold',
    text: /^$/,
    send: toObject('PUT', '/a?legal-hold', digestOf(legalHold), legalHold),
  },
  {
    operation: 'PutObjectRetention',
    text: /^$/,
    send: toObject('PUT', '/a?retention', digestOf(retention), retention),
  },
  { operation: 'PutObjectTagging', text: /^$/, send: toObject('PUT', '/a?tagging', {}, tags) },
  // The simulator stores no archived objects, so it refuses to restore, as S3 does for other storage classes.
  { operation: 'RestoreObject', status: '403 InvalidObjectState', send: toObject('POST', '/a?restore') },
  {
    operation: 'UploadPart',
    text: /^$/,
    send: toUpload((session, id) => session.ask('PUT', `/a?partNumber=2&uploadId=${id}`, {}, 'world')),
  },
];

export const OPERATION_CASES: readonly ConformanceCase[] = OPERATIONS.map(({ operation, status = '200', ...entry }) => (
  { area: 'Operations of access points', request: operation, expected: answers(status), ...entry }
));

const REFUSED = '405 MethodNotAllowed';
const lock = '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>';
const deletion = '<Delete><Object><Key>a</Key></Object></Delete>';

/** The requests that access points do not support. 501: the simulator does not implement the request for buckets. */
const UNSUPPORTED: readonly (readonly [request: string, bucket: string, send: ConformanceCase['send']])[] = [
  ['DeleteObjects', '200', (session) => session.ask('POST', '/?delete', digestOf(deletion), deletion)],
  ['DeleteObjects without a digest', '400 InvalidRequest', (session) => session.ask('POST', '/?delete', {}, deletion)],
  ['GetBucketVersioning', '200', (session) => session.ask('GET', '/?versioning')],
  ['GetObjectAttributes', '501 NotImplemented', toObject('GET', '/a?attributes')],
  ['GetObjectTorrent', '501 NotImplemented', toObject('GET', '/a?torrent')],
  ['ListObjectVersions', '200', (session) => session.ask('GET', '/?versions')],
  ['ListObjects', '200', (session) => session.ask('GET', '/')],
  ['PutBucketPolicy', '400 MalformedPolicy', (session) => session.ask('PUT', '/?policy', {}, '{}')],
  ['PutObjectLockConfiguration', '200', (session) => session.ask('PUT', '/?object-lock', digestOf(lock), lock)],
  [
    'PutObjectLockConfiguration without a digest', '400 InvalidRequest',
    (session) => session.ask('PUT', '/?object-lock', {}, lock),
  ],
  ['RenameObject', '501 NotImplemented', (session) => session.ask('PUT', '/a?renameObject')],
  ['SelectObjectContent', '501 NotImplemented', toObject('POST', '/a?select&select-type=2')],
  ['UploadPartCopy', '200', copyPart({})],
  ['UploadPartCopy of a range', '200', copyPart({ 'x-amz-copy-source-range': 'bytes=0-5242880' })],
  [
    'UploadPartCopy of a range without an end', '400 InvalidArgument',
    copyPart({ 'x-amz-copy-source-range': 'bytes=1-' }),
  ],
  [
    'UploadPartCopy of bytes behind the end', '400 InvalidArgument',
    copyPart({ 'x-amz-copy-source-range': 'bytes=0-5242882' }),
  ],
  [
    'UploadPartCopy of a range of a small object', '400 InvalidRequest',
    copyPart({ 'x-amz-copy-source-range': 'bytes=0-3' }, 'hello'),
  ],
  [
    'UploadPartCopy with a condition that its source does not meet', '412 PreconditionFailed',
    copyPart({ 'x-amz-copy-source-if-match': '"x"' }),
  ],
  ['UploadPartCopy of an unknown version', '404 NoSuchVersion', copyPart({
    'x-amz-copy-source': `${BUCKET}/source?versionId=${'A'.repeat(32)}`,
  })],
  [
    'UploadPartCopy with a key of the customer', '501 NotImplemented',
    copyPart({ 'x-amz-copy-source-server-side-encryption-customer-algorithm': 'AES256' }),
  ],
];

export const UNSUPPORTED_CASES: readonly ConformanceCase[] = [
  ...UNSUPPORTED.map(([request, bucket, send]) => (
    { area: 'Operations that access points do not support', request, expected: answers(REFUSED, bucket), send }
  )),
  {
    area: 'Operations that access points do not support',
    request: 'HeadBucket',
    expected: answers('405', '200'),
    send: (session) => session.ask('HEAD', '/'),
  },
  {
    area: 'Operations that access points do not support',
    request: 'CopyObject with an access point as its source',
    expected: answers('400 InvalidRequest'),
    send: toObject('PUT', '/b', { 'x-amz-copy-source': 'arn:aws:s3::111122223333:accesspoint/mabc.mrap/object/a' }),
  },
];
